package io.jenkins.plugins.dataclone.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the handler of a request; the first route that fits wins. */
final class Router {
    /** What a route does. */
    @FunctionalInterface
    interface Handler {
        Answer handle(Call call) throws Exception;
    }

    private final List<Route> routes = new ArrayList<>();

    /** Adds a route, e.g. {@code "/v2/{project}/shares/{id}"}; a placeholder is one path segment. */
    void on(String method, String template, Handler handler) {
        List<String> names = new ArrayList<>();
        StringBuilder regex = new StringBuilder();
        for (String segment : template.substring(1).split("/", -1)) {
            regex.append('/');
            if (segment.startsWith("{")) {
                names.add(segment.substring(1, segment.length() - 1));
                regex.append("([^/]+)");
            } else {
                regex.append(Pattern.quote(segment));
            }
        }
        routes.add(new Route(method, Pattern.compile(regex + "/?"), names, handler));
    }

    /** The handler for this call with the call's {@code vars} set, or null. */
    Handler find(Call call) {
        for (Route route : routes) {
            if (!route.method().equals(call.method)) {
                continue;
            }
            Matcher matcher = route.path().matcher(call.path.isEmpty() ? "/" : call.path);
            if (matcher.matches()) {
                Map<String, String> vars = new LinkedHashMap<>();
                for (int i = 0; i < route.names().size(); i++) {
                    vars.put(route.names().get(i), matcher.group(i + 1));
                }
                call.vars = vars;
                return route.handler();
            }
        }
        return null;
    }

    private record Route(String method, Pattern path, List<String> names, Handler handler) {}
}
