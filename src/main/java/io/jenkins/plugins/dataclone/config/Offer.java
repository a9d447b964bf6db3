package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The things of one kind that one item may use, found by name. What the item may not use does not exist for it: the same
 * sentence answers a misspelled name and a forbidden one, and it lists only what is open to the item.
 *
 * @param kind what the things are called in messages
 * @param things those the item may use
 * @param name a thing's name
 * @param cloudOf name of a thing's cloud
 */
record Offer<T>(String kind, List<T> things, Function<T, String> name, Function<T, String> cloudOf) {
    /**
     * Finds the thing a job means.
     *
     * @param cloud may be null or empty if the name exists on one cloud only
     * @throws CloudException of kind CONFIGURATION with the valid names
     */
    T find(@CheckForNull String cloud, @CheckForNull String wanted) throws CloudException {
        if (wanted == null || wanted.isBlank()) {
            throw configuration("no " + kind + " is named" + choice(things, name));
        }
        if (cloud == null || cloud.isBlank()) {
            return anywhere(wanted.trim());
        }
        String there = cloud.trim();
        List<T> onCloud = where(things, thing -> cloudOf.apply(thing).equals(there));
        if (onCloud.isEmpty()) {
            throw configuration(
                    "no " + kind + " is offered to this job on a cloud '" + there + "'" + choice(things, cloudOf));
        }
        List<T> found = where(onCloud, thing -> name.apply(thing).equals(wanted.trim()));
        if (found.isEmpty()) {
            throw configuration("no " + kind + " '" + wanted + "' on cloud '" + there + "'" + choice(onCloud, name));
        }
        return found.get(0);
    }

    private T anywhere(String wanted) throws CloudException {
        List<T> found = where(things, thing -> name.apply(thing).equals(wanted));
        if (found.isEmpty()) {
            throw configuration("no " + kind + " '" + wanted + "'" + choice(things, name));
        }
        if (found.size() > 1) {
            throw configuration(kind + " '" + wanted + "' exists on several clouds: " + names(found, cloudOf)
                    + "; say which with cloud:");
        }
        return found.get(0);
    }

    private String choice(List<T> among, Function<T, String> label) {
        return among.isEmpty()
                ? "; none is offered to this job, ask the administrator"
                : "; you may use: " + names(among, label);
    }

    private String names(List<T> among, Function<T, String> label) {
        return String.join(", ", among.stream().map(label).distinct().sorted().toList());
    }

    private List<T> where(List<T> among, Predicate<T> condition) {
        return among.stream().filter(condition).toList();
    }

    private static CloudException configuration(String message) {
        return CloudException.of(CloudException.Kind.CONFIGURATION, message);
    }
}
