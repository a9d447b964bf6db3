package io.jenkins.plugins.dataclone.runtime;

import java.net.URI;
import java.util.Objects;
import java.util.Set;

/**
 * Who is told of events.
 *
 * @param address where to, http or https
 * @param secret signs what is sent, or null for no signature
 * @param events what to tell
 */
public record WebhookTarget(URI address, String secret, Set<EnvironmentEvent.Kind> events) {
    public WebhookTarget {
        Objects.requireNonNull(address, "address");
        events = Set.copyOf(events);
    }

    /** Without the secret, and without the path, which with some receivers is one. */
    @Override
    public String toString() {
        return "webhook to " + address.getHost();
    }
}
