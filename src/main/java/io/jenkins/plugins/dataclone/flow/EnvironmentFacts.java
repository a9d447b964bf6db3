package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the ledger tells of an environment, in the words of those who look at it: pages, receipts, messages. Read from the
 * attributes that the flows leave on their resources; nothing is asked of a cloud.
 *
 * @param sources names of the data sources it has something of
 * @param clones its clones, gone or not
 * @param bays its bays, gone or not
 * @param stacks its applications, gone or not
 */
public record EnvironmentFacts(List<String> sources, List<Clone> clones, List<Bay> bays, List<Stack> stacks) {
    public EnvironmentFacts {
        sources = List.copyOf(sources);
        clones = List.copyOf(clones);
        bays = List.copyOf(bays);
        stacks = List.copyOf(stacks);
    }

    /**
     * A clone.
     *
     * @param resource the ledger's entry
     * @param source name of the data source
     * @param protocol {@code NFS}, {@code CIFS} and so on, or an empty text where there is none
     * @param snapshotId id of the snapshot it was made from, or null before there is one
     * @param dataTime the moment the data is from, or null where the cloud does not tell or it is not known yet
     * @param sanitizerRun the run that made its data harmless, or null if none is recorded
     * @param sizeGiB its size, or 0 if it is not known
     * @param export where it is mounted from, or null while it is not open yet
     */
    public record Clone(
            Resource resource,
            String source,
            String protocol,
            String snapshotId,
            Instant dataTime,
            String sanitizerRun,
            int sizeGiB,
            String export) {}

    /**
     * A bay.
     *
     * @param resource the ledger's entry
     * @param template name of the bay template
     * @param coe its orchestrator, or an empty text before it is known
     * @param nodes worker nodes, or 0 if it is not known
     * @param apiAddress where its orchestrator listens, or null while it does not
     */
    public record Bay(Resource resource, String template, String coe, int nodes, String apiAddress) {}

    /**
     * An application.
     *
     * @param resource the ledger's entry
     * @param bay name of the bay it is on; empty for a Heat stack
     * @param file the file it was deployed from
     * @param endpoints address of each service that publishes a port, or each output that is a URL, once it is ready
     */
    public record Stack(Resource resource, String bay, String file, Map<String, String> endpoints) {
        public Stack {
            endpoints = Map.copyOf(endpoints);
        }
    }

    public static EnvironmentFacts of(Environment environment) {
        return new EnvironmentFacts(
                environment.resources().stream()
                        .flatMap(r -> r.attribute(CloneFlow.DATA_SOURCE).stream())
                        .distinct()
                        .toList(),
                environment.resources(EnvironmentFacts::isClone).stream()
                        .map(EnvironmentFacts::clone)
                        .toList(),
                environment.resources(r -> r.kind() == ResourceKind.CLUSTER).stream()
                        .map(EnvironmentFacts::bay)
                        .toList(),
                environment
                        .resources(r -> r.kind() == ResourceKind.STACK || r.kind() == ResourceKind.HEAT_STACK)
                        .stream()
                        .map(EnvironmentFacts::stack)
                        .toList());
    }

    /** How long a resource took from the request until it was usable; empty if it never was. */
    public static Optional<Duration> took(Resource resource) {
        return resource.requestedAt() == null || resource.readyAt() == null
                ? Optional.empty()
                : Optional.of(Duration.between(resource.requestedAt(), resource.readyAt()));
    }

    /** A duration as the log says it: {@code 0.8 s}, {@code 14 s}, {@code 3 min 20 s}. */
    public static String spoken(Duration duration) {
        return Flow.spoken(duration);
    }

    /** Whether something of it is or may be on that cloud. */
    public static boolean isOn(Environment environment, String cloud) {
        return !living(environment, cloud).isEmpty();
    }

    /** Whether it has something of that data source. */
    public static boolean hasSource(Environment environment, String cloud, String source) {
        return living(environment, cloud).stream().anyMatch(resource -> resource.attribute(CloneFlow.DATA_SOURCE)
                .filter(source::equals)
                .isPresent());
    }

    /** Whether it has something of that bay template. */
    public static boolean hasTemplate(Environment environment, String cloud, String template) {
        return living(environment, cloud).stream().anyMatch(resource -> resource.attribute(BayFlow.TEMPLATE)
                .filter(template::equals)
                .isPresent());
    }

    private static List<Resource> living(Environment environment, String cloud) {
        return environment.resources(resource ->
                resource.state() != ResourceState.GONE && resource.cloud().equals(cloud));
    }

    /** The oldest moment that data of the environment is from. */
    public Optional<Instant> dataTime() {
        return clones.stream().map(Clone::dataTime).filter(Objects::nonNull).min(Comparator.naturalOrder());
    }

    /** What its clones hold together, in GiB. */
    public int sizeGiB() {
        return clones.stream().mapToInt(Clone::sizeGiB).sum();
    }

    private static boolean isClone(Resource resource) {
        return resource.attribute(CloneFlow.DATA_SOURCE).isPresent()
                && resource.attribute(CloneFlow.SNAPSHOT).isPresent();
    }

    private static Clone clone(Resource resource) {
        return new Clone(
                resource,
                resource.attribute(CloneFlow.DATA_SOURCE).orElse(""),
                resource.attribute(CloneFlow.PROTOCOL).orElse(""),
                resource.attribute(CloneFlow.SNAPSHOT).orElse(null),
                resource.attribute(CloneFlow.DATA_TIME)
                        .flatMap(EnvironmentFacts::time)
                        .orElse(null),
                resource.attribute(CloneFlow.SANITIZER_RUN)
                        .filter(run -> !run.isEmpty())
                        .orElse(null),
                number(resource, CloneFlow.SIZE),
                resource.attribute(CloneFlow.EXPORT).orElse(null));
    }

    private static Bay bay(Resource resource) {
        return new Bay(
                resource,
                resource.attribute(BayFlow.TEMPLATE).orElse(""),
                resource.attribute(BayFlow.COE).orElse(""),
                number(resource, BayFlow.NODES),
                resource.attribute(BayFlow.API_ADDRESS)
                        .filter(address -> !address.isEmpty())
                        .orElse(null));
    }

    private static Stack stack(Resource resource) {
        Map<String, String> endpoints = new TreeMap<>();
        resource.attributes().forEach((name, value) -> {
            if (name.startsWith(DeployFlow.ENDPOINT)) {
                endpoints.put(name.substring(DeployFlow.ENDPOINT.length()), value);
            }
        });
        return new Stack(
                resource,
                resource.attribute(RemoteStack.BAY).orElse(""),
                resource.attribute(DeployFlow.FILE).orElse(""),
                endpoints);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }

    private static int number(Resource resource, String attribute) {
        try {
            return Integer.parseInt(resource.attribute(attribute).orElse("0"));
        } catch (NumberFormatException unknown) {
            return 0;
        }
    }
}
