package io.jenkins.plugins.dataclone.docker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.CreateConfigCmd;
import com.github.dockerjava.api.model.Config;
import com.github.dockerjava.api.model.Secret;
import com.github.dockerjava.api.model.SecretSpec;
import com.github.dockerjava.api.model.Service;
import com.github.dockerjava.api.model.ServiceSpec;
import io.jenkins.plugins.dataclone.docker.compose.ComposeFile.Content;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Port;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Brings a swarm to what a plan says: makes what is missing, updates what differs, removes services the file lost. */
final class SwarmDeployer {
    /** Between reading a service and writing it somebody else may have written; more often than this is a quarrel. */
    private static final int UPDATE_TRIES = 3;
    /** A service's name is a host name; swarmkit, "isValidDNSName". */
    private static final Pattern SERVICE_NAME = Pattern.compile("[A-Za-z0-9](?:[-_]*[A-Za-z0-9]+)*");

    private final EngineConnection connection;
    private final DockerPlan plan;
    private final OwnershipTag tag;

    SwarmDeployer(EngineConnection connection, DockerPlan plan, OwnershipTag tag) {
        this.connection = connection;
        this.plan = plan;
        this.tag = tag;
    }

    void deploy() throws CloudException {
        check();
        new StackVolumes(connection, plan, tag).check();
        Map<String, Service> services = services();
        new StackNetworks(connection, plan, tag).create("overlay");
        Map<String, String> ids = new HashMap<>(configs());
        ids.putAll(secrets());
        SwarmSpecs specs = new SwarmSpecs(plan, tag, ids);
        for (ComposeService service : plan.file().services().values()) {
            deploy(service, specs, services.remove(plan.serviceName(service.name())));
        }
        for (Service gone : services.values()) {
            connection.delete(
                    "Removing service " + gone.getSpec().getName() + ", which the file no longer has,",
                    () -> connection.client().removeServiceCmd(gone.getId()).exec());
        }
    }

    /** What a swarm cannot do is better refused before half a stack exists. */
    private void check() throws CloudException {
        PublishedPorts.check(connection, plan, false);
        for (ComposeService service : plan.file().services().values()) {
            if (!SERVICE_NAME.matcher(plan.serviceName(service.name())).matches()) {
                throw refused(
                        service,
                        "has a name that a swarm does not take; use letters, digits, and between them dashes and"
                                + " underscores;");
            }
            for (Port port : service.ports()) {
                if (port.hostIp() != null) {
                    throw refused(
                            service,
                            "publishes port " + port.target() + " on the address " + port.hostIp()
                                    + ", but a swarm publishes on all addresses of its nodes; leave the address out;");
                }
                if (!port.host() && service.deploy().dnsRoundRobin()) {
                    throw refused(
                            service,
                            "has deploy.endpoint_mode dnsrr and publishes port " + port.target()
                                    + " in ingress mode, which needs a virtual address; write the port in the long form with mode:"
                                    + " host;");
                }
            }
        }
    }

    private CloudException refused(ComposeService service, String what) {
        return connection.refused(
                plan.fileName() + ", line " + service.line() + ": service " + service.name() + " " + what);
    }

    private Map<String, Service> services() throws CloudException {
        List<Service> found = connection.call("Listing services of stack " + plan.stack(), () -> connection
                .client()
                .listServicesCmd()
                .withLabelFilter(Map.of(Labels.STACK, plan.stack()))
                .exec());
        Map<String, Service> services = new HashMap<>();
        for (Service service : found) {
            requireOurs(
                    "service", service.getSpec().getName(), service.getSpec().getLabels());
            services.put(service.getSpec().getName(), service);
        }
        return services;
    }

    private void requireOurs(String kind, String name, Map<String, String> labels) throws CloudException {
        if (!Labels.isOf(tag, plan.stack(), labels)) {
            throw connection.refused(
                    "Stack " + plan.stack() + " cannot be deployed: its " + kind + " " + name
                            + " exists already and does not belong to this environment; remove it or choose another stack name;");
        }
    }

    private void deploy(ComposeService service, SwarmSpecs specs, Service existing) throws CloudException {
        ServiceSpec spec = specs.of(service);
        String what = " service " + spec.getName();
        if (existing == null) {
            connection.call(
                    "Creating" + what,
                    () -> connection.client().createServiceCmd(spec).exec());
            return;
        }
        if (spec.getLabels()
                .get(Labels.SPEC)
                .equals(existing.getSpec().getLabels().get(Labels.SPEC))) {
            return;
        }
        Service current = existing;
        for (int attempt = 1; ; attempt++) {
            long version = current.getVersion().getIndex();
            try {
                connection
                        .client()
                        .updateServiceCmd(current.getId(), spec)
                        .withVersion(version)
                        .exec();
                return;
            } catch (RuntimeException e) {
                if (attempt == UPDATE_TRIES || !DockerErrors.isOutOfSequence(e)) {
                    throw connection.error("Updating" + what, e);
                }
            }
            String id = current.getId();
            current = connection.call(
                    "Reading" + what,
                    () -> connection.client().inspectServiceCmd(id).exec());
        }
    }

    private Map<String, String> configs() throws CloudException {
        Map<String, String> ids = new HashMap<>();
        List<Config> existing = connection.call("Listing configs of stack " + plan.stack(), () -> connection
                .client()
                .listConfigsCmd()
                .withFilters(Map.of("label", Labels.filter(plan.stack())))
                .exec());
        existing.forEach(config -> ids.put(config.getSpec().getName(), config.getId()));
        for (Map.Entry<String, Content> entry : plan.file().configs().entrySet()) {
            String name = plan.configName(entry.getKey());
            if (!ids.containsKey(name)) {
                CreateConfigCmd create = connection
                        .client()
                        .createConfigCmd()
                        .withName(name)
                        .withData(entry.getValue().data())
                        .withLabels(
                                Labels.of(plan.stack(), tag, entry.getValue().labels()));
                ids.put(name, connection.call("Creating config " + name, () -> create.exec()
                        .getId()));
            }
        }
        return ids;
    }

    private Map<String, String> secrets() throws CloudException {
        Map<String, String> ids = new HashMap<>();
        List<Secret> existing = connection.call("Listing secrets of stack " + plan.stack(), () -> connection
                .client()
                .listSecretsCmd()
                .withLabelFilter(Map.of(Labels.STACK, plan.stack()))
                .exec());
        existing.forEach(secret -> ids.put(secret.getSpec().getName(), secret.getId()));
        for (Map.Entry<String, Content> entry : plan.file().secrets().entrySet()) {
            String name = plan.secretName(entry.getKey());
            if (!ids.containsKey(name)) {
                SecretSpec spec = secret(name, entry.getValue());
                ids.put(name, connection.call("Creating secret " + name, () -> connection
                        .client()
                        .createSecretCmd(spec)
                        .exec()
                        .getId()));
            }
        }
        return ids;
    }

    /**
     * SecretSpec.withData takes a text and encodes it in the platform's character set, which damages binary secrets; so the
     * field is filled as from an engine's answer. Not by the library's own mapper, whose copy of the raw values would be
     * written a second time.
     */
    private SecretSpec secret(String name, Content content) {
        return new ObjectMapper()
                .convertValue(
                        Map.of(
                                "Name", name,
                                "Data", Base64.getEncoder().encodeToString(content.data()),
                                "Labels", Labels.of(plan.stack(), tag, content.labels())),
                        SecretSpec.class);
    }
}
