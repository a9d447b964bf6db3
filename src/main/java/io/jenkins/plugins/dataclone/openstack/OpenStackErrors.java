package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;

/**
 * Turns whatever a call can end in into one sentence for users and a kind for flows. The rules follow recorded answers of
 * the Zed release; where a service contradicts its API description, the comment says so.
 */
final class OpenStackErrors {
    private static final Pattern QUOTA =
            Pattern.compile("quota|limit exceeded|OverLimit|maximum (number of|clusters)", Pattern.CASE_INSENSITIVE);
    /** Manila answers 400 where the API description says 409. */
    private static final Pattern STATE = Pattern.compile(
            "status must be|invalid state|has snapshots|is in use|busy|dependent|in progress",
            Pattern.CASE_INSENSITIVE);
    /** Manila's 403 for a share that has snapshots or is in the middle of something. */
    private static final Pattern STATE_FORBIDDEN = Pattern.compile("Invalid share: ");

    private final String cloud;

    OpenStackErrors(String cloud) {
        this.cloud = cloud;
    }

    /**
     * @param action what was attempted, as an infinitive with its object: {@code create share dc-1}
     */
    CloudException of(ServiceName service, String action, RuntimeException failure) {
        if (failure instanceof HttpFailure answer) {
            return answered(service, action, answer);
        }
        if (failure instanceof TransportFailure silence) {
            return unreachable(service, action, silence);
        }
        if (failure instanceof EndpointMissing missing) {
            return CloudException.of(
                    Kind.CONFIGURATION,
                    service.label() + " on cloud '" + cloud + "' cannot be asked to " + action + ": "
                            + missing.getMessage() + ".");
        }
        String why = failure instanceof CancellationException
                ? "the call was interrupted"
                : "the answer was not understood (" + failure.getClass().getSimpleName() + ")";
        return CloudException.of(
                Kind.UNAVAILABLE,
                service.label() + " on cloud '" + cloud + "' did not " + action + ": " + why + ".",
                failure);
    }

    /** Keystone gives one and the same answer for several mistakes, so all of them are named. */
    CloudException loginRefused(Credential credential, HttpFailure failure) {
        String causes = credential instanceof Credential.ApplicationCredential
                ? "it does not exist or has expired, its secret is wrong, or its user lost the role"
                : "the password is wrong, the user does not exist or is disabled, there is no such project, or the user"
                        + " has no role in it; 'Test connection' in the configuration of the cloud tells which";
        return answered(Kind.DENIED, loginRefused(credential) + causes, failure);
    }

    /** The same refusal, of which the cause has been found out. */
    CloudException loginRefused(Credential credential, String cause, CloudException refusal) {
        String number = refusal.requestId().map(id -> ", " + id).orElse("");
        return CloudException.answered(
                Kind.DENIED,
                loginRefused(credential) + cause + " (" + refusal.status() + number + ").",
                refusal.status(),
                refusal.requestId().orElse(null),
                null);
    }

    private String loginRefused(Credential credential) {
        return "Keystone on cloud '" + cloud + "' refused the login of " + credential.describe() + ": ";
    }

    /** An error whose sentence is ours; the numbers are the service's. */
    CloudException answered(Kind kind, String sentence, HttpFailure failure) {
        return CloudException.answered(
                kind,
                sentence + " " + numbers(failure) + ".",
                failure.status(),
                failure.requestId(),
                failure.retryAfter(Instant.now()));
    }

    /** An answer after which the same request is useless, whatever its status says. */
    CloudException refused(ServiceName service, String action, HttpFailure failure) {
        return answered(Kind.REFUSED, service, action, failure);
    }

    private CloudException answered(ServiceName service, String action, HttpFailure failure) {
        return answered(kind(failure.status(), failure.body()), service, action, failure);
    }

    private CloudException answered(Kind kind, ServiceName service, String action, HttpFailure failure) {
        String text = ErrorText.of(failure.body());
        String verb =
                switch (kind) {
                    case NOT_FOUND -> " could not ";
                    case UNAVAILABLE -> failure.status() == 429 ? " is too busy to " : " failed to ";
                    case CONFLICT -> " cannot yet ";
                    default -> " refused to ";
                };
        return answered(kind, service.label() + " on cloud '" + cloud + "'" + verb + action + ": " + text, failure);
    }

    static Kind kind(int status, String body) {
        return switch (status) {
            case 401 -> Kind.DENIED;
            case 404, 410 -> Kind.NOT_FOUND;
            case 413 -> Kind.QUOTA;
            case 403, 409 -> {
                if (QUOTA.matcher(body).find()) {
                    yield Kind.QUOTA;
                }
                yield status == 409
                                || STATE.matcher(body).find()
                                || STATE_FORBIDDEN.matcher(body).find()
                        ? Kind.CONFLICT
                        : Kind.DENIED;
            }
            case 400 -> STATE.matcher(body).find() ? Kind.CONFLICT : Kind.REFUSED;
            case 501, 505 -> Kind.REFUSED;
            // a 5xx that is not known means what 500 means (RFC 9110, 15): what stands in front of a service has some
            // of its own, and behind it the request may have been carried out
            default -> status == 408 || status == 429 || status >= 500 ? Kind.UNAVAILABLE : Kind.REFUSED;
        };
    }

    private CloudException unreachable(ServiceName service, String action, TransportFailure failure) {
        return CloudException.of(
                failure.reason().isConfiguration() ? Kind.CONFIGURATION : Kind.UNAVAILABLE,
                service.label() + " on cloud '" + cloud + "' (" + failure.host() + ") could not be asked to " + action
                        + ": " + failure.words() + ".",
                failure);
    }

    private static String numbers(HttpFailure failure) {
        return failure.requestId() == null
                ? "(" + failure.status() + ")"
                : "(" + failure.status() + ", " + failure.requestId() + ")";
    }
}
