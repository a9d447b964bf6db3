package io.jenkins.plugins.dataclone.model;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who owns a remote object, written on the object itself: the proof that lets us delete it when the ledger is lost, and
 * that lets others see what it is.
 *
 * @param controller identity of the controller
 * @param environment id of the environment
 * @param run externalizable id of the build
 * @param createdAt when the object was asked for
 * @param expiresAt when it may be taken away whatever else is known
 */
public record OwnershipTag(String controller, String environment, String run, Instant createdAt, Instant expiresAt) {
    private static final String CONTROLLER = "dataclone_controller";
    private static final String ENVIRONMENT = "dataclone_environment";
    private static final String RUN = "dataclone_run";
    private static final String CREATED = "dataclone_created";
    private static final String EXPIRES = "dataclone_expires";
    /** The name of a job may have blanks in it: a value ends where the next key begins. */
    private static final Pattern ENTRY =
            Pattern.compile("(dataclone_[a-z]+)=(.*?)(?=\\s+dataclone_[a-z]+=|\\s*$)", Pattern.DOTALL);
    /** Where a name would begin another key of the line, ours or a {@link SanitizingRecord}'s. */
    private static final Pattern FORGED_KEY = Pattern.compile("\\s(?=dataclone[_-][a-z]+=)");
    /** OpenStack metadata values end here. */
    private static final int LONGEST_VALUE = 255;
    /** Heat's tags of stacks end here; a comma would end them sooner. */
    private static final int LONGEST_TAG = 80;

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    public OwnershipTag {
        Objects.requireNonNull(controller, "controller");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * The tag of everything that environment makes from now on. It tells the end that keeping and extending cannot move, because
     * what is written on the object does not move with them.
     */
    public static OwnershipTag of(Environment environment, Instant now) {
        return new OwnershipTag(
                environment.controller(), environment.id(), environment.owner().run(), now, environment.mayLiveUntil());
    }

    /** The tag as metadata or labels. */
    public Map<String, String> asMap() {
        Map<String, String> map = new TreeMap<>();
        map.put(CONTROLLER, controller);
        map.put(ENVIRONMENT, environment);
        map.put(RUN, lastOf(run, LONGEST_VALUE));
        map.put(CREATED, createdAt.toString());
        map.put(EXPIRES, expiresAt.toString());
        return map;
    }

    /** The end of a long run id tells more than its start: job and number. */
    private static String lastOf(String run, int longest) {
        if (run.length() <= longest) {
            return run;
        }
        String end = run.substring(run.length() - longest);
        return Character.isLowSurrogate(end.charAt(0)) ? end.substring(1) : end;
    }

    /**
     * The tag as one line, for objects that have a description but no metadata. Whoever may name a job chooses words in it: they
     * are neither a key of the tag nor a record of sanitizing.
     */
    public String asLine() {
        StringBuilder line = new StringBuilder();
        Map<String, String> map = asMap();
        map.put(RUN, FORGED_KEY.matcher(map.get(RUN)).replaceAll("_"));
        map.forEach((key, value) ->
                line.append(line.isEmpty() ? "" : " ").append(key).append('=').append(value));
        return line.toString();
    }

    /** The tag as a list of short words without commas, for objects that have those only: Heat's stacks. */
    public List<String> asWords() {
        Map<String, String> map = asMap();
        map.put(RUN, lastOf(run.replace("%", "%25").replace(",", "%2C"), LONGEST_TAG - RUN.length() - 1));
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    /** Reads a tag back from a line that begins with it; empty if the line is not ours or is damaged. */
    public static Optional<OwnershipTag> fromLine(String line) {
        Map<String, String> map = new TreeMap<>();
        Matcher entry = ENTRY.matcher(line);
        while (entry.find()) {
            map.putIfAbsent(entry.group(1), entry.group(2));
        }
        return from(map);
    }

    /** Reads such a list back; other words in it do not matter. */
    public static Optional<OwnershipTag> fromWords(List<String> words) {
        Map<String, String> map = new TreeMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                map.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        map.computeIfPresent(RUN, (key, run) -> run.replace("%2C", ",").replace("%25", "%"));
        return from(map);
    }

    /** Anybody in the project can edit a tag; a moment at the end of time would overflow whatever is reckoned with it. */
    private static boolean isReasonable(Instant moment) {
        return !moment.isBefore(Instant.EPOCH) && moment.isBefore(END_OF_TIME);
    }

    /** Reads a tag back; empty if the metadata is not ours or is damaged. */
    public static Optional<OwnershipTag> from(Map<String, String> metadata) {
        try {
            if (!metadata.keySet().containsAll(List.of(CONTROLLER, ENVIRONMENT, RUN, CREATED, EXPIRES))) {
                return Optional.empty();
            }
            Instant created = Instant.parse(metadata.get(CREATED));
            Instant expires = Instant.parse(metadata.get(EXPIRES));
            return isReasonable(created) && isReasonable(expires)
                    ? Optional.of(new OwnershipTag(
                            metadata.get(CONTROLLER), metadata.get(ENVIRONMENT), metadata.get(RUN), created, expires))
                    : Optional.empty();
        } catch (DateTimeParseException damaged) {
            return Optional.empty();
        }
    }
}
