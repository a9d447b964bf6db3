package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.regex.Pattern;

/** Ids become parts of paths, and openstack4j does not encode those: only what looks like an id may get there. */
final class Ids {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}");

    private Ids() {}

    static boolean isId(String text) {
        return text != null && UUID.matcher(text).matches();
    }

    /**
     * @param what the kind of object, for the message
     * @throws CloudException of kind CONFIGURATION; nothing was sent
     */
    static String require(String cloud, String what, String id) throws CloudException {
        if (isId(id)) {
            return id;
        }
        throw CloudException.of(
                CloudException.Kind.CONFIGURATION,
                "Cloud '" + cloud + "' cannot have a " + what + " with the id '" + id + "': an id is a UUID.");
    }
}
