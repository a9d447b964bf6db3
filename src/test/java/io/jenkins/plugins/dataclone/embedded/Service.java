package io.jenkins.plugins.dataclone.embedded;

import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One OpenStack service: authenticates, negotiates the version, routes, and gives errors the service's shape. */
abstract class Service {
    private static final Logger LOGGER = Logger.getLogger(Service.class.getName());

    final String prefix;
    final CloudState cloud;
    final Router router = new Router();

    /** Paths that need no token. */
    private final Set<String> open;

    Service(String prefix, CloudState cloud, Set<String> open) {
        this.prefix = prefix;
        this.cloud = cloud;
        this.open = open;
    }

    /** The error body of this service. */
    abstract Answer error(Call call, ApiError error);

    /** Adds the headers every answer of this service has. */
    abstract void decorate(Call call, Answer answer);

    /** Version and project checks before routing. */
    void check(Call call) {}

    /** Whether this service has addresses of that kind at all; what it has not it says without asking for a token. */
    boolean knows(Call call) {
        return true;
    }

    /** For a path no route knows. */
    Answer unknownPath(Call call) {
        return error(call, new ApiError(404, "The resource could not be found."));
    }

    final Answer serve(Call call) {
        if (!knows(call)) {
            Answer answer = Answer.htmlNotFound().with("Content-Type", "text/html; charset=utf-8");
            decorate(call, answer);
            return answer;
        }
        boolean needsToken = !open.contains(call.path);
        call.token = cloud.accounts.token(call.header("X-Auth-Token"), cloud.now());
        if (needsToken && call.token == null) {
            return unauthorized(call);
        }
        Answer answer = answer(call, needsToken);
        decorate(call, answer);
        return answer;
    }

    /** The answer of an injected fault. */
    final Answer injected(Call call, Fault fault) {
        call.token = cloud.accounts.token(call.header("X-Auth-Token"), cloud.now());
        String text = fault.message == null ? "Injected fault " + fault.status + "." : fault.message;
        Answer answer = error(call, new ApiError(fault.status, text));
        decorate(call, answer);
        if (fault.retryAfter != null) {
            answer.with("Retry-After", String.valueOf(fault.retryAfter));
        }
        return answer;
    }

    private Answer answer(Call call, boolean checked) {
        try {
            if (checked) {
                check(call);
            }
            Router.Handler handler = router.find(call);
            return handler == null ? unknownPath(call) : handler.handle(call);
        } catch (ApiError e) {
            return error(call, e);
        } catch (Exception e) {
            LOGGER.log(Level.WARNING, e, () -> "The embedded cloud has a bug at " + call.method + " " + call.path);
            return error(call, new ApiError(500, "Bug of the embedded cloud: " + e));
        }
    }

    /** What keystonemiddleware answers before the service sees the request. */
    Answer unauthorized(Call call) {
        Map<String, Object> body = Json.map(
                "error",
                Json.map(
                        "code", 401,
                        "title", "Unauthorized",
                        "message", "The request you have made requires authentication."));
        Answer answer =
                Answer.json(401, body).with("WWW-Authenticate", "Keystone uri=\"" + cloud.identityRoot() + "\"");
        if (requestIdOnUnauthorized()) {
            answer.with("x-openstack-request-id", call.requestId);
        }
        return answer;
    }

    boolean requestIdOnUnauthorized() {
        return true;
    }

    /** Nova's error names by status, which Manila and Cinder share. */
    static String faultName(int status) {
        return switch (status) {
            case 400 -> "badRequest";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "itemNotFound";
            case 405 -> "badMethod";
            case 409 -> "conflictingRequest";
            case 413, 429 -> "overLimit";
            case 415 -> "badMediaType";
            case 501 -> "notImplemented";
            case 503 -> "serviceUnavailable";
            default -> "computeFault";
        };
    }

    /** The error shape Manila and Cinder share. */
    static Answer namedFault(ApiError error) {
        Map<String, Object> fault = Json.map("code", error.status(), "message", error.getMessage());
        if (error.status() == 413) {
            fault.put("retryAfter", "0");
        }
        Answer answer = Answer.json(error.status(), Json.map(faultName(error.status()), fault));
        return error.status() == 413 ? answer.with("Retry-After", "0") : answer;
    }
}
