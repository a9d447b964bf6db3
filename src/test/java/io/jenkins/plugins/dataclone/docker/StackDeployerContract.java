package io.jenkins.plugins.dataclone.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.model.Volume;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Engine;
import io.jenkins.plugins.dataclone.port.StackDeployer;
import io.jenkins.plugins.dataclone.port.StackDeployer.Plan;
import io.jenkins.plugins.dataclone.port.StackDeployer.Service;
import io.jenkins.plugins.dataclone.port.StackDeployer.Stack;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a deployer does on any engine, real or look-alike, swarm or plain. The same tests run on all four, which keeps the
 * look-alike honest.
 */
abstract class StackDeployerContract {
    static final OwnershipTag TAG = new OwnershipTag(
            "controller-1",
            "env-1",
            "folder/job#12",
            Instant.parse("2026-01-01T00:00:00Z"),
            Instant.parse("2026-01-01T02:00:00Z"));
    /** The stack of this test; a name of its own where several tests share an engine. */
    final String stackName;

    final DockerStackDeployer deployer = new DockerStackDeployer();
    final Map<String, String> variables = new HashMap<>(Map.of("DB_PASSWORD", "s3cret"));
    final Map<String, Volume> volumes = new HashMap<>();

    StackDeployerContract(String stackName) {
        this.stackName = stackName;
    }

    abstract Engine engine();

    abstract boolean isSwarm();

    /** Asks again and again, letting time pass, until the answer is accepted or a minute is over. */
    abstract <T> T await(String what, Callable<T> question, Predicate<T> accepted) throws Exception;

    @Test
    void everythingThatWasDeployedIsListedWithItsTag() throws Exception {
        deploy(threeServices());
        ready();

        List<StackDeployer.Labelled> listed = deployer.list(engine()).stream()
                .filter(object -> object.stack().equals(stackName))
                .toList();

        assertThat(listed).allSatisfy(object -> assertThat(object.tag()).contains(TAG));
        // the very objects that a removal has to remove
        List<String> left = deployer.remove(engine(), stackName);
        assertThat(listed).extracting(object -> object.object().split(" ")[0]).contains("network", "volume");
        assertThat(listed)
                .extracting(StackDeployer.Labelled::object)
                .containsAll(left.stream()
                        .map(object -> object.replaceAll(" \\(.*", ""))
                        .filter(object -> !isSwarm() || !object.startsWith("container"))
                        .toList());
    }

    @AfterEach
    void removeStack() throws Exception {
        removeAll(stackName);
    }

    final void removeAll(String stack) throws Exception {
        await("everything of " + stack + " is gone", () -> deployer.remove(engine(), stack), List::isEmpty);
    }

    static String threeServices() throws IOException {
        try (InputStream in = StackDeployerContract.class.getResourceAsStream("three-services.yml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    final Plan plan(String yaml) throws CloudException, InterruptedException {
        return deployer.plan(new StackRequest(
                stackName,
                "compose.yml",
                path -> {
                    if (!path.equals("compose.yml")) {
                        throw new FileNotFoundException("no such file");
                    }
                    return yaml.getBytes(StandardCharsets.UTF_8);
                },
                variables,
                volumes));
    }

    final void deploy(String yaml) throws CloudException, InterruptedException {
        deployer.deploy(engine(), plan(yaml), TAG);
    }

    final Stack show() throws CloudException {
        return deployer.show(engine(), stackName);
    }

    final Stack ready() throws Exception {
        return await("the stack is ready", this::show, Stack::isReady);
    }

    final Service service(Stack stack, String name) {
        return stack.services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Asks the engine itself, past the deployer. */
    final <T> T engineSays(java.util.function.Function<DockerClient, T> question) throws CloudException {
        try (EngineConnection connection = EngineConnection.open(engine())) {
            return question.apply(connection.client());
        }
    }

    /** What exists of the stack, with ids: unchanged ids mean that nothing was made again. */
    final List<String> objects() throws CloudException {
        return engineSays(client -> {
            List<String> objects = new ArrayList<>();
            List<String> label = List.of(Labels.STACK + "=" + stackName);
            if (isSwarm()) {
                client.listServicesCmd()
                        .withLabelFilter(Map.of(Labels.STACK, stackName))
                        .exec()
                        .forEach(service ->
                                objects.add("service " + service.getSpec().getName() + " " + service.getId() + " v"
                                        + service.getSpec().getLabels().get(Labels.SPEC)));
                client.listConfigsCmd()
                        .withFilters(Map.of("label", label))
                        .exec()
                        .forEach(config ->
                                objects.add("config " + config.getSpec().getName() + " " + config.getId()));
                client.listSecretsCmd()
                        .withLabelFilter(Map.of(Labels.STACK, stackName))
                        .exec()
                        .forEach(secret ->
                                objects.add("secret " + secret.getSpec().getName() + " " + secret.getId()));
            } else {
                for (Container container : client.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(label)
                        .exec()) {
                    objects.add("container " + container.getNames()[0] + " " + container.getId());
                }
            }
            client.listNetworksCmd()
                    .withFilter("label", label)
                    .exec()
                    .forEach(network -> objects.add("network " + network.getName() + " " + network.getId()));
            client.listVolumesCmd()
                    .withFilter("label", label)
                    .exec()
                    .getVolumes()
                    .forEach(volume -> objects.add("volume " + volume.getName()));
            objects.sort(null);
            return objects;
        });
    }

    static CloudException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        CloudException refused = catchThrowableOfType(CloudException.class, call);
        assertThat(refused).as("an error").isNotNull();
        return refused;
    }

    @Test
    void deploysThreeServicesAndRemovesThemWithoutTrace() throws Exception {
        deploy(threeServices());
        Stack stack = ready();
        assertThat(stack.services()).extracting(Service::name).containsExactly("db", "web", "worker");
        assertThat(stack.services()).allSatisfy(service -> {
            assertThat(service.wanted()).isEqualTo(1);
            assertThat(service.running()).isEqualTo(1);
            assertThat(service.problem()).isNull();
        });
        assertThat(stack.endpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.service()).isEqualTo("web");
            assertThat(endpoint.url()).matches("http://127\\.0\\.0\\.1:\\d+");
        });

        removeAll(stackName);
        assertThat(objects()).isEmpty();
        assertThat(show().services()).isEmpty();
        assertThat(deployer.remove(engine(), stackName)).as("a second removal").isEmpty();
    }

    @Test
    void deployingTwiceMakesNothingTwice() throws Exception {
        deploy(threeServices());
        ready();
        List<String> before = objects();
        assertThat(before).hasSize(isSwarm() ? 8 : 6);
        deploy("# a comment changes the lines, not the stack\n\n" + threeServices());
        assertThat(objects()).isEqualTo(before);
        assertThat(show().isReady()).isTrue();
    }

    @Test
    void changesOnlyWhatTheFileChanges() throws Exception {
        deploy(threeServices());
        ready();
        List<String> before = objects();
        variables.put("GREETING", "good evening");
        variables.put("PAGE", "two");
        deploy(threeServices());
        ready();
        List<String> after = objects();
        assertThat(after)
                .containsAll(before.stream()
                        .filter(object -> !object.contains("_web") && !object.startsWith("config"))
                        .toList());
        assertThat(after).anyMatch(object -> object.contains("_web") && !before.contains(object));
        removeAll(stackName);
        assertThat(objects()).isEmpty();
    }

    @Test
    void removesAServiceThatTheFileLost() throws Exception {
        deploy(
                "services:\n  a: {image: 'dataclone-test/busybox:1', stop_signal: SIGKILL, deploy: {endpoint_mode: dnsrr}}\n"
                        + "  b: {image: 'dataclone-test/busybox:1', stop_signal: SIGKILL, deploy: {endpoint_mode: dnsrr}}\n");
        ready();
        deploy(
                "services:\n  a: {image: 'dataclone-test/busybox:1', stop_signal: SIGKILL, deploy: {endpoint_mode: dnsrr}}\n");
        Stack stack = ready();
        assertThat(stack.services()).extracting(Service::name).containsExactly("a");
    }

    @Test
    void runsReplicas() throws Exception {
        deploy("""
                services:
                  a:
                    image: dataclone-test/busybox:1
                    stop_signal: SIGKILL
                    deploy: {replicas: 3, endpoint_mode: dnsrr}
                """);
        assertThat(service(ready(), "a").wanted()).isEqualTo(3);
        deploy("""
                services:
                  a:
                    image: dataclone-test/busybox:1
                    stop_signal: SIGKILL
                    deploy: {replicas: 1, endpoint_mode: dnsrr}
                """);
        Stack less = await(
                "one is left",
                this::show,
                stack -> stack.isReady() && service(stack, "a").wanted() == 1);
        assertThat(service(less, "a").running()).isEqualTo(1);
    }

    @Test
    void takesACompletedJobForReady() throws Exception {
        deploy("""
                services:
                  job:
                    image: dataclone-test/busybox:1
                    command: [echo, done]
                    restart: "no"
                    deploy: {endpoint_mode: dnsrr}
                """);
        assertThat(service(ready(), "job").running()).isEqualTo(1);
    }

    @Test
    void saysWhyAServiceDoesNotRun() throws Exception {
        deploy("""
                services:
                  bad:
                    image: dataclone-test/busybox:1
                    command: sh -c 'echo no database here; exit 3'
                    restart: "no"
                    deploy: {endpoint_mode: dnsrr}
                """);
        Stack stack = await(
                "a problem shows", this::show, shown -> service(shown, "bad").problem() != null);
        assertThat(stack.isReady()).isFalse();
        if (isSwarm()) {
            assertThat(service(stack, "bad").problem()).isEqualTo("failed: task: non-zero exit (3)");
        } else {
            assertThat(service(stack, "bad").problem())
                    .isEqualTo("exited with exit code 3, its last lines: no database here");
        }
    }

    @Test
    void isNotReadyBeforeTheHealthCheckPasses() throws Exception {
        deploy("""
                services:
                  sick:
                    image: dataclone-test/busybox:1
                    stop_signal: SIGKILL
                    healthcheck: {test: [CMD, 'false'], interval: 1s, timeout: 1s, retries: 1}
                    deploy: {endpoint_mode: dnsrr}
                """);
        Stack stack = await(
                "a problem shows", this::show, shown -> service(shown, "sick").problem() != null);
        assertThat(stack.isReady()).isFalse();
        assertThat(service(stack, "sick").problem()).contains("unhealthy");
    }

    @Test
    void makesTheVolumeThatStandsForTheClone() throws Exception {
        volumes.put("dbdata", new Volume("local", Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1m")));
        deploy(threeServices());
        ready();
        Map<String, String> options = engineSays(
                client -> client.inspectVolumeCmd(stackName + "_dbdata").exec().getOptions());
        assertThat(options).containsEntry("type", "tmpfs").containsEntry("o", "size=1m");
    }

    @Test
    void refusesAnotherEnvironmentsStackOfTheSameName() throws Exception {
        deploy(
                "services:\n  a: {image: 'dataclone-test/busybox:1', stop_signal: SIGKILL, deploy: {endpoint_mode: dnsrr}}\n");
        OwnershipTag other = new OwnershipTag("controller-1", "env-2", "other#1", TAG.createdAt(), TAG.expiresAt());
        Plan plan = plan("services:\n  a: {image: 'dataclone-test/httpd:1'}\n");
        List<String> before = objects();
        CloudException refused = refusal(() -> deployer.deploy(engine(), plan, other));
        assertThat(refused.kind()).isEqualTo(CloudException.Kind.REFUSED);
        assertThat(refused).hasMessageContaining(stackName).hasMessageContaining("does not belong to this environment");
        assertThat(objects()).isEqualTo(before);
    }

    @Test
    void leavesForeignObjectsOfTheSameLabelAlone() throws Exception {
        String foreign = engineSays(client -> client.createVolumeCmd()
                .withName(stackName + "-foreign")
                .withLabels(Map.of(Labels.STACK, stackName))
                .exec()
                .getName());
        try {
            assertThat(deployer.remove(engine(), stackName)).isEmpty();
            assertThat(objects()).containsExactly("volume " + foreign);
        } finally {
            engineSays(client -> client.removeVolumeCmd(foreign).exec());
        }
    }

    @Test
    void saysThatAnImageDoesNotExist() throws Exception {
        String yaml = "services:\n  a: {image: 'localhost:1/none:1', deploy: {endpoint_mode: dnsrr}}\n";
        if (isSwarm()) {
            deploy(yaml);
            Stack stack = await(
                    "a problem shows", this::show, shown -> service(shown, "a").problem() != null);
            assertThat(service(stack, "a").problem()).contains("rejected: No such image: localhost:1/none:1");
        } else {
            CloudException refused = refusal(() -> deploy(yaml));
            assertThat(refused).hasMessageStartingWith("Pulling image localhost:1/none:1");
            assertThat(objects()).isEmpty();
        }
    }

    @Test
    void neverReusesAVolumeOfSomebodyElse() throws Exception {
        String name = stackName + "_dbdata";
        engineSays(client -> client.createVolumeCmd().withName(name).exec());
        try {
            CloudException refused = refusal(() -> deploy(threeServices()));
            assertThat(refused).hasMessageContaining("a volume " + name + " exists already");
            assertThat(objects()).as("of the stack").isEmpty();
        } finally {
            engineSays(client -> client.removeVolumeCmd(name).exec());
        }
    }

    /** The engine would go on with the old one and not say a word. */
    @Test
    void doesNotTakeAVolumeForAnotherClone() throws Exception {
        String yaml = """
                services:
                  a:
                    image: dataclone-test/busybox:1
                    stop_signal: SIGKILL
                    volumes: ["data:/data"]
                    deploy: {endpoint_mode: dnsrr}
                volumes: {data: }
                """;
        volumes.put("data", new Volume("local", Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1m")));
        deploy(yaml);
        ready();
        List<String> before = objects();
        volumes.put("data", new Volume("local", Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=2m")));
        assertThat(refusal(() -> deploy(yaml)))
                .hasMessageContaining("volume " + stackName + "_data exists with another driver or other options");
        assertThat(objects()).isEqualTo(before);
    }

    @Test
    void letsAContainerEndByItselfBeforeItIsReplaced() throws Exception {
        String yaml = """
                services:
                  db:
                    image: dataclone-test/busybox:1
                    command: ["sh", "-c", "%s; while :; do sleep 0.1; done"]
                    volumes: ["data:/data"]
                    restart: "no"
                    deploy: {endpoint_mode: dnsrr, update_config: {monitor: 100ms}}
                volumes: {data: }
                """;
        deploy(yaml.formatted("trap 'echo clean > /data/state; exit 0' TERM"));
        ready();
        deploy(yaml.formatted("grep -q clean /data/state || exit 5; trap exit TERM"));
        Stack changed = await("it is replaced", this::show, shown -> shown.isReady() || hasProblem(shown));
        assertThat(service(changed, "db").problem()).isNull();
    }

    private static boolean hasProblem(Stack stack) {
        return stack.services().stream().anyMatch(service -> service.problem() != null);
    }

    @Test
    void tellsTheAddressesOfAServiceInTheOrderOfTheFile() throws Exception {
        deploy("""
                services:
                  a:
                    image: dataclone-test/busybox:1
                    stop_signal: SIGKILL
                    ports:
                      - {target: 443, mode: host}
                      - {target: 9, mode: host}
                      - {target: 53, mode: host, protocol: udp}
                      - {target: 80, mode: host}
                    deploy: {endpoint_mode: dnsrr}
                """);
        assertThat(ready().endpoints())
                .extracting(endpoint -> endpoint.url().replaceAll(":\\d+$", ""))
                .containsExactly("https://127.0.0.1", "tcp://127.0.0.1", "http://127.0.0.1");
    }

    @Test
    void aServiceThatNamesNoNetworkIsOnTheUsualOne() throws Exception {
        deploy("""
                services:
                  a: {image: 'dataclone-test/busybox:1', stop_signal: SIGKILL, networks: [], deploy: {endpoint_mode: dnsrr}}
                """);
        ready();
        assertThat(names("network")).containsExactly(stackName + "_default");
    }

    @Test
    void refusesTwoServicesWithOnePortBeforeAnythingIsMade() throws Exception {
        CloudException refused = refusal(() -> deploy("""
                services:
                  a: {image: 'dataclone-test/httpd:1', ports: ['18080:80']}
                  b: {image: 'dataclone-test/httpd:1', ports: ['18080:8080']}
                """));
        assertThat(refused.kind()).isEqualTo(CloudException.Kind.REFUSED);
        assertThat(refused)
                .hasMessageStartingWith(
                        "compose.yml, line 3: service b publishes port 18080, as service a does; publish another one");
        assertThat(objects()).isEmpty();
    }

    final List<String> names(String kind) throws CloudException {
        return objects().stream()
                .filter(object -> object.startsWith(kind))
                .map(object -> object.split(" ")[1])
                .toList();
    }
}
