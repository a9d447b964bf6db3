package io.jenkins.plugins.dataclone.ui;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** Environments as the flows leave them in the ledger. */
final class Given {
    static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private Given() {}

    static Environment environment(String id, String run) {
        return Environment.open(id, "default", "controller-1", owner(run), START, Lifetime.of(Duration.ofHours(2)));
    }

    static Owner owner(String run) {
        return new Owner(run, "job/" + run.replace("/", "/job/").replace('#', '/') + "/", START.minusSeconds(5));
    }

    /** A clone that was asked for after 2 s and usable after 5 s. */
    static Resource clone(String name, String source) {
        return planned(ResourceKind.SHARE, name, clone -> clone.withAttribute("dataSource", source)
                        .withAttribute("snapshot", "snapshot-of-" + name)
                        .withAttribute("dataTime", "2026-11-22T03:00:00Z")
                        .withAttribute("protocol", "NFS")
                        .withAttribute("sizeGiB", "5")
                        .withAttribute("export", "10.0.0.5:/srv/" + name))
                .requested(START.plusSeconds(2))
                .created("id-of-" + name)
                .ready(START.plusSeconds(5));
    }

    /** A bay that was asked for after 2 s and is not usable yet. */
    static Resource bayOnItsWay(String name) {
        return planned(ResourceKind.CLUSTER, name, bay -> bay.withAttribute("template", "swarm-small")
                        .withAttribute("coe", "swarm-mode")
                        .withAttribute("nodes", "2"))
                .requested(START.plusSeconds(2))
                .created("id-of-" + name);
    }

    static Resource stack(String name, String bay) {
        return planned(ResourceKind.STACK, name, stack -> stack.withAttribute("bay", bay)
                        .withAttribute("file", "compose.yml")
                        .withAttribute("endpoint.web", "http://10.0.0.9:8080")
                        .withAttribute("endpoint.db", "tcp://10.0.0.9:5432"))
                .requested(START.plusSeconds(80))
                .created(name)
                .ready(START.plusSeconds(90));
    }

    static Resource planned(ResourceKind kind, String name, UnaryOperator<Resource> more) {
        return more.apply(Resource.planned(kind, "lab", name, Map.of()));
    }

    /** A request with these parameters; it answers nothing else. */
    static StaplerRequest2 request(Map<String, List<String>> parameters) {
        return new Request(parameters);
    }

    private static final class Request extends HttpServletRequestWrapper implements StaplerRequest2 {
        private final Map<String, List<String>> parameters;

        Request(Map<String, List<String>> parameters) {
            super((HttpServletRequest) Proxy.newProxyInstance(
                    Given.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, given) -> {
                        throw new UnsupportedOperationException(method.getName());
                    }));
            this.parameters = parameters;
        }

        @Override
        public String getParameter(String name) {
            return parameters.getOrDefault(name, List.of()).stream().findFirst().orElse(null);
        }

        @Override
        public String[] getParameterValues(String name) {
            return parameters.containsKey(name) ? parameters.get(name).toArray(String[]::new) : null;
        }

        @Override
        public <T> T bindJSON(Class<T> type, JSONObject json) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void bindJSON(Object value, JSONObject json) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> List<T> bindJSONToList(Class<T> type, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T findAncestorObject(Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public JSONObject getSubmittedForm() {
            throw new UnsupportedOperationException();
        }
    }
}
