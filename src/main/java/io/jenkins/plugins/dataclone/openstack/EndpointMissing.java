package io.jenkins.plugins.dataclone.openstack;

/** The catalog has no endpoint of a service that is needed; nothing was sent. The message says which. */
final class EndpointMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EndpointMissing(String message) {
        super(message);
    }
}
