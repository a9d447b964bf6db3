package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.ResourceKind;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Remote names: {@code <prefix>-<environment id>-<kind>-<n>}. A name is decided before the object is asked for and never
 * changes, so an object whose id was lost in a crash is found by its name.
 */
public final class Naming {
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9-]{0,19}");

    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z][a-z2-7]{11}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,19}-(" + ENVIRONMENT + ")-([a-z]+)-[0-9]+");

    private final String prefix;

    /**
     * @param prefix the administrator's prefix
     * @throws IllegalArgumentException if it is not fit for every kind of remote name
     */
    public Naming(String prefix) {
        Objects.requireNonNull(prefix, "prefix");
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "The name prefix '" + prefix
                            + "' must start with a lower-case letter and have at most 20 lower-case letters, digits and hyphens");
        }
        this.prefix = prefix;
    }

    /** The name of the n-th resource of that kind in an environment; n counts from 1. */
    public String name(String environmentId, ResourceKind kind, int n) {
        return prefix + "-" + environmentId + "-" + kind.namePart() + "-" + n;
    }

    /**
     * What a name tells.
     *
     * @param environment id of the environment it was made for
     * @param kind what it is the name of
     */
    public record Parts(String environment, ResourceKind kind) {}

    /** Takes a name apart, whatever its prefix; empty if it is none of ours. */
    public static Optional<Parts> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Arrays.stream(ResourceKind.values())
                .filter(kind -> kind.namePart().equals(matcher.group(2)))
                .findFirst()
                .map(kind -> new Parts(matcher.group(1), kind));
    }

    /** Whether an environment may have that id. */
    static boolean isEnvironment(String id) {
        return ENVIRONMENT.matcher(id).matches();
    }

    /** What the names of everything of ours start with. */
    public String prefix() {
        return prefix + "-";
    }
}
