package io.jenkins.plugins.dataclone.docker.compose;

import io.jenkins.plugins.dataclone.docker.compose.ComposeFile.Content;
import io.jenkins.plugins.dataclone.docker.compose.ComposeFile.NamedVolume;
import io.jenkins.plugins.dataclone.docker.compose.ComposeFile.Network;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a Compose file with everything it refers to. */
public final class ComposeReader {
    /** The network of services that name none. */
    public static final String DEFAULT_NETWORK = "default";

    /** What a swarm stores at most; Docker Engine API v1.41, "Create a config" and "Create a secret". */
    private static final int LARGEST_CONFIG = 1000 * 1024;

    /** Each may have as many ports as a range. */
    private static final int MOST_SERVICES = 1_000;

    private static final int LARGEST_SECRET = 500 * 1024;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final Map<String, String> TOP_HINTS =
            Map.of("include", "use one file, or the output of docker compose config", "models", "use services");

    private final Problems problems;
    private final FileSource files;

    private ComposeReader(StackRequest request, Problems problems) {
        this.problems = problems;
        this.files = new FileSource(request.files(), request.variables());
    }

    /**
     * Reads and checks.
     *
     * @throws CloudException of kind REFUSED with all problems of the file, each with line and key
     */
    public static ComposeFile read(StackRequest request) throws CloudException, InterruptedException {
        byte[] content;
        try {
            content = request.files().read(request.fileName());
        } catch (IOException e) {
            throw CloudException.of(
                    CloudException.Kind.REFUSED,
                    "Compose file " + request.fileName() + " cannot be read: " + e.getMessage(),
                    e);
        }
        Problems problems = new Problems(request.fileName());
        Optional<Element> root = YamlTree.read(content, request.variables(), problems);
        ComposeFile file = root.isPresent() ? new ComposeReader(request, problems).read(root.get()) : null;
        problems.refuseIfAny();
        return file;
    }

    private ComposeFile read(Element root) throws InterruptedException {
        Map<String, Element> top = root.entries(
                Set.of("name", "version", "services", "networks", "volumes", "configs", "secrets"), TOP_HINTS);
        Map<String, NamedVolume> volumes = new LinkedHashMap<>();
        declared(top, "volumes").forEach((name, element) -> volumes.put(name, volume(element)));
        Map<String, Network> networks = new LinkedHashMap<>();
        declared(top, "networks").forEach((name, element) -> networks.put(name, network(element)));
        Map<String, Content> configs = contents(top, "configs", LARGEST_CONFIG);
        Map<String, Content> secrets = contents(top, "secrets", LARGEST_SECRET);

        ServiceReader reader = new ServiceReader(files, volumes, networks, configs, secrets);
        Map<String, ComposeService> services = new LinkedHashMap<>();
        Map<String, Element> declared = declared(top, "services");
        boolean tooMany = declared.size() > MOST_SERVICES;
        if (tooMany) {
            root.refuse("declares more than " + MOST_SERVICES + " services");
        }
        for (Map.Entry<String, Element> entry : (tooMany ? Map.<String, Element>of() : declared).entrySet()) {
            services.put(entry.getKey(), reader.read(entry.getKey(), entry.getValue()));
        }
        if (services.isEmpty() && !tooMany) {
            root.refuse("declares no services");
        }
        Map<String, ComposeService> ordered = ordered(services);
        return new ComposeFile(
                ordered,
                used(networks, services),
                volumes,
                keep(
                        configs,
                        services.values().stream()
                                .flatMap(s -> s.configs().stream())
                                .map(ComposeService.FileMount::source)
                                .toList()),
                keep(
                        secrets,
                        services.values().stream()
                                .flatMap(s -> s.secrets().stream())
                                .map(ComposeService.FileMount::source)
                                .toList()));
    }

    private Map<String, Element> declared(Map<String, Element> top, String section) {
        Map<String, Element> entries =
                top.containsKey(section) ? top.get(section).entries() : Map.of();
        Map<String, Element> result = new LinkedHashMap<>();
        entries.forEach((name, element) -> {
            if (name.startsWith("x-")) {
                return;
            }
            if (!name.matches(NAME)) {
                element.refuse("is not a name of letters, digits, dots, dashes and underscores");
            }
            result.put(name, element);
        });
        return result;
    }

    private static NamedVolume volume(Element element) {
        Map<String, Element> entries = element.entries("name", "driver", "driver_opts", "labels");
        LocalVolumes.refuseWhatIsTheNodes(entries);
        return new NamedVolume(
                text(entries, "name"),
                text(entries, "driver"),
                labels(entries, "driver_opts"),
                labels(entries, "labels"));
    }

    private static Network network(Element element) {
        Map<String, Element> entries =
                element.entries("name", "driver", "driver_opts", "attachable", "internal", "labels");
        return new Network(
                text(entries, "name"),
                text(entries, "driver"),
                labels(entries, "driver_opts"),
                entries.containsKey("attachable") && entries.get("attachable").flag(),
                entries.containsKey("internal") && entries.get("internal").flag(),
                labels(entries, "labels"));
    }

    private Map<String, Content> contents(Map<String, Element> top, String section, int largest)
            throws InterruptedException {
        Map<String, Content> result = new LinkedHashMap<>();
        for (Map.Entry<String, Element> entry : declared(top, section).entrySet()) {
            Element element = entry.getValue();
            Map<String, Element> entries = element.entries("file", "content", "environment", "labels", "name");
            byte[] data = element.entries().containsKey("external") ? new byte[0] : files.contentOf(element, entries);
            if (data.length > largest) {
                element.refuse("has " + data.length + " bytes, more than the " + largest + " that an engine stores");
            }
            result.put(entry.getKey(), new Content(element.line(), data, labels(entries, "labels")));
        }
        return result;
    }

    /** Each service after those it depends on, otherwise in the file's order. */
    private Map<String, ComposeService> ordered(Map<String, ComposeService> services) {
        Map<String, ComposeService> ordered = new LinkedHashMap<>();
        for (ComposeService service : services.values()) {
            place(service, services, ordered, new LinkedHashSet<>());
        }
        return ordered;
    }

    private void place(
            ComposeService service,
            Map<String, ComposeService> services,
            Map<String, ComposeService> ordered,
            Set<String> waiting) {
        if (ordered.containsKey(service.name())) {
            return;
        }
        if (!waiting.add(service.name())) {
            List<String> circle = new ArrayList<>(waiting);
            problems.add(
                    service.line(),
                    "services." + service.name() + ".depends_on goes round in a circle: "
                            + String.join(" -> ", circle.subList(circle.indexOf(service.name()), circle.size()))
                            + " -> "
                            + service.name());
            return;
        }
        for (String other : service.dependsOn().keySet()) {
            ComposeService dependency = services.get(other);
            if (dependency == null) {
                problems.add(
                        service.line(),
                        "services." + service.name() + ".depends_on names the service " + other
                                + ", which is not declared");
            } else {
                place(dependency, services, ordered, waiting);
            }
        }
        waiting.remove(service.name());
        ordered.put(service.name(), service);
    }

    private static Map<String, Network> used(Map<String, Network> declared, Map<String, ComposeService> services) {
        Map<String, Network> used = new LinkedHashMap<>();
        for (ComposeService service : services.values()) {
            for (String name : service.networks().keySet()) {
                Network usual = new Network(null, null, Map.of(), false, false, Map.of());
                used.put(name, declared.getOrDefault(name, usual));
            }
        }
        return used;
    }

    private static <T> Map<String, T> keep(Map<String, T> all, List<String> wanted) {
        Map<String, T> kept = new LinkedHashMap<>(all);
        kept.keySet().retainAll(wanted);
        return kept;
    }

    private static String text(Map<String, Element> entries, String key) {
        return entries.containsKey(key) ? entries.get(key).as(text -> text, null) : null;
    }

    private static Map<String, String> labels(Map<String, Element> entries, String key) {
        return entries.containsKey(key) ? entries.get(key).labels() : Map.of();
    }
}
