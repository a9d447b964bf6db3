package io.jenkins.plugins.dataclone.docker.compose;

import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Condition;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Dns;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.ExtraHost;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Healthcheck;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Process;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one service. Source: Compose Specification, "Services top-level element". */
final class ServiceReader {
    private static final Set<String> KNOWN = Set.of(
            "image",
            "command",
            "entrypoint",
            "environment",
            "env_file",
            "ports",
            "expose",
            "volumes",
            "tmpfs",
            "networks",
            "healthcheck",
            "depends_on",
            "deploy",
            "restart",
            "labels",
            "configs",
            "secrets",
            "hostname",
            "user",
            "working_dir",
            "stop_grace_period",
            "stop_signal",
            "init",
            "read_only",
            "tty",
            "stdin_open",
            "extra_hosts",
            "dns",
            "dns_search",
            "dns_opt");

    private final FileSource files;
    private final Map<String, ?> volumes;
    private final Map<String, ?> networks;
    private final Map<String, ?> configs;
    private final Map<String, ?> secrets;

    ServiceReader(
            FileSource files,
            Map<String, ?> volumes,
            Map<String, ?> networks,
            Map<String, ?> configs,
            Map<String, ?> secrets) {
        this.files = files;
        this.volumes = volumes;
        this.networks = networks;
        this.configs = configs;
        this.secrets = secrets;
    }

    ComposeService read(String name, Element service) throws InterruptedException {
        Map<String, Element> entries = service.entries(KNOWN, Hints.SERVICE);
        if (!entries.containsKey("image") && !service.entries().containsKey("build")) {
            service.refuse("has no image");
        }
        return new ComposeService(
                name,
                service.line(),
                process(entries),
                PortReader.read(entries.get("ports")),
                MountReader.mounts(entries, volumes),
                networks(entries.get("networks")),
                healthcheck(entries.get("healthcheck")),
                dependsOn(entries.get("depends_on")),
                DeployReader.read(entries),
                entries.containsKey("labels") ? entries.get("labels").labels() : Map.of(),
                MountReader.files(entries.get("configs"), "/", configs, "config"),
                MountReader.files(entries.get("secrets"), "/run/secrets/", secrets, "secret"),
                extraHosts(entries.get("extra_hosts")),
                new Dns(texts(entries, "dns"), texts(entries, "dns_search"), texts(entries, "dns_opt")));
    }

    private Process process(Map<String, Element> entries) throws InterruptedException {
        return new Process(
                entries.containsKey("image") ? entries.get("image").as(Units::image, "") : "",
                entries.containsKey("command") ? entries.get("command").command() : Optional.empty(),
                entries.containsKey("entrypoint") ? entries.get("entrypoint").command() : Optional.empty(),
                environment(entries),
                text(entries, "user", null),
                text(entries, "working_dir", null),
                text(entries, "hostname", null),
                entries.containsKey("init") ? Optional.of(entries.get("init").flag()) : Optional.empty(),
                flag(entries, "read_only"),
                flag(entries, "tty"),
                flag(entries, "stdin_open"),
                DeployReader.duration(entries, "stop_grace_period"),
                text(entries, "stop_signal", null));
    }

    /** Env files in their order, then {@code environment}: what comes later wins. */
    private Map<String, String> environment(Map<String, Element> entries) throws InterruptedException {
        Map<String, String> environment = new LinkedHashMap<>();
        Element envFile = entries.get("env_file");
        if (envFile != null) {
            for (Element item : envFile.isList() ? envFile.items() : List.of(envFile)) {
                environment.putAll(files.envFile(item));
            }
        }
        if (entries.containsKey("environment")) {
            entries.get("environment").pairs().forEach((key, value) -> {
                String known = value.orElse(files.variable(key));
                if (known != null) {
                    environment.put(key, known);
                }
            });
        }
        return ComposeFile.copy(environment);
    }

    private Map<String, List<String>> networks(Element element) {
        Map<String, List<String>> result = new LinkedHashMap<>();
        if (element == null) {
            // as if it named none
        } else if (element.isList()) {
            element.items().forEach(item -> use(item, item.text(), List.of(), result));
        } else {
            element.entries().forEach((name, settings) -> {
                Map<String, Element> entries = settings.entries("aliases");
                use(
                        settings,
                        name,
                        entries.containsKey("aliases") ? entries.get("aliases").texts() : List.of(),
                        result);
            });
        }
        if (result.isEmpty()) {
            result.put(ComposeReader.DEFAULT_NETWORK, List.of());
        }
        return ComposeFile.copy(result);
    }

    private void use(Element element, String name, List<String> aliases, Map<String, List<String>> result) {
        if (!name.equals(ComposeReader.DEFAULT_NETWORK) && !networks.containsKey(name)) {
            element.refuse("names the network " + name + ", which is not declared under networks");
        }
        result.put(name, aliases);
    }

    private static Optional<Healthcheck> healthcheck(Element element) {
        if (element == null) {
            return Optional.empty();
        }
        Map<String, Element> entries =
                element.entries("test", "interval", "timeout", "retries", "start_period", "start_interval", "disable");
        if (flag(entries, "disable")) {
            return Optional.of(new Healthcheck(List.of("NONE"), null, null, 0, null, null));
        }
        return Optional.of(new Healthcheck(
                entries.containsKey("test") ? test(entries.get("test")) : List.of(),
                DeployReader.duration(entries, "interval"),
                DeployReader.duration(entries, "timeout"),
                entries.containsKey("retries") ? entries.get("retries").whole(0, 1000) : 0,
                DeployReader.duration(entries, "start_period"),
                DeployReader.duration(entries, "start_interval")));
    }

    private static List<String> test(Element element) {
        if (!element.isList()) {
            return List.of("CMD-SHELL", element.text());
        }
        List<String> test = element.texts();
        String form = test.isEmpty() ? "" : test.get(0);
        boolean good = form.equals("NONE") && test.size() == 1
                || form.equals("CMD") && test.size() > 1
                || form.equals("CMD-SHELL") && test.size() == 2;
        if (!good) {
            element.refuse("must be a text, or a list that begins with CMD, CMD-SHELL or NONE");
        }
        return test;
    }

    private static Map<String, Condition> dependsOn(Element element) {
        Map<String, Condition> result = new LinkedHashMap<>();
        if (element == null) {
            return result;
        }
        if (element.isList()) {
            element.items().forEach(item -> result.put(item.text(), Condition.STARTED));
        } else {
            element.entries().forEach((name, settings) -> {
                // restart and required only matter to compose up and down
                Map<String, Element> entries = settings.entries("condition", "restart", "required");
                String condition = entries.containsKey("condition")
                        ? entries.get("condition")
                                .oneOf("service_started", "service_healthy", "service_completed_successfully")
                        : "service_started";
                result.put(
                        name,
                        switch (condition) {
                            case "service_healthy" -> Condition.HEALTHY;
                            case "service_completed_successfully" -> Condition.COMPLETED;
                            default -> Condition.STARTED;
                        });
            });
        }
        return ComposeFile.copy(result);
    }

    private static List<ExtraHost> extraHosts(Element element) {
        List<ExtraHost> hosts = new ArrayList<>();
        if (element == null) {
            return hosts;
        }
        if (element.isMap()) {
            element.entries()
                    .forEach((name, address) -> address.texts().forEach(text -> hosts.add(new ExtraHost(name, text))));
            return List.copyOf(hosts);
        }
        for (Element item : element.items()) {
            String text = item.text();
            int separator = text.indexOf('=') >= 0 ? text.indexOf('=') : text.indexOf(':');
            if (separator <= 0) {
                item.refuse("is not of the form name=address");
            } else {
                hosts.add(new ExtraHost(text.substring(0, separator), text.substring(separator + 1)));
            }
        }
        return List.copyOf(hosts);
    }

    private static List<String> texts(Map<String, Element> entries, String key) {
        return entries.containsKey(key) ? entries.get(key).texts() : List.of();
    }

    private static String text(Map<String, Element> entries, String key, String otherwise) {
        return entries.containsKey(key) ? entries.get(key).as(text -> text, otherwise) : otherwise;
    }

    private static boolean flag(Map<String, Element> entries, String key) {
        return entries.containsKey(key) && entries.get(key).flag();
    }
}
