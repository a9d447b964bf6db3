package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import java.util.Optional;
import java.util.function.Function;

/**
 * Deletes objects of Manila and Cinder repeatably: what does not exist, or is on its way out already, is a success. Both
 * services refuse the latter with the answer they have for everything that stands in the way, hence a second look.
 */
final class Deletion {
    /** The status of an object, read again. */
    @FunctionalInterface
    interface Status {
        String read() throws CloudException;
    }

    private final Session session;
    private final ServiceName service;

    Deletion(Session session, ServiceName service) {
        this.session = session;
        this.service = service;
    }

    /**
     * @param what the object, {@code share 1234}
     * @param request sends the request
     * @param reason what stands in the way of an object in that status; empty if the status itself does
     */
    void of(String what, Runnable request, Status status, Function<String, Optional<String>> reason)
            throws CloudException {
        try {
            session.attempt(service, client -> {
                request.run();
                return null;
            });
        } catch (HttpFailure failure) {
            if (failure.status() == 404) {
                return;
            }
            CloudException error = session.errors().of(service, "delete " + what, failure);
            if (error.kind() != Kind.CONFLICT) {
                throw error;
            }
            secondLook(what, status, reason, failure);
        } catch (RuntimeException failure) {
            throw session.errors().of(service, "delete " + what, failure);
        }
    }

    private void secondLook(String what, Status status, Function<String, Optional<String>> reason, HttpFailure failure)
            throws CloudException {
        String found;
        try {
            found = status.read();
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return;
            }
            throw e;
        }
        if ("deleting".equals(found)) {
            return;
        }
        String why = reason.apply(found).orElse("its status is '" + found + "', which has to end first");
        String said = ErrorText.given(failure.body())
                .map(words -> " (" + service.label() + " said: " + words + ")")
                .orElse("");
        throw session.errors()
                .answered(
                        Kind.CONFLICT,
                        service.label() + " on cloud '" + session.cloud() + "' cannot yet delete " + what + ": " + why
                                + said,
                        failure);
    }
}
