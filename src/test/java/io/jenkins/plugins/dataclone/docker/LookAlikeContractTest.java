package io.jenkins.plugins.dataclone.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.docker.DockerLookAlike;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Engine;
import io.jenkins.plugins.dataclone.port.StackDeployer.Plan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The deployer on the look-alike: the same contract as on a real engine, and what only a look-alike can do wrong on demand. */
class LookAlikeContractTest {
    abstract static class OnLookAlike extends StackDeployerContract {
        private static final int MOST_QUESTIONS = 200;
        private static final Duration STEP = Duration.ofSeconds(1);

        /** The transport tells of each connection that breaks. */
        private static final Logger TRANSPORT = Logger.getLogger("org.apache.hc");

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");
        DockerLookAlike lookAlike;

        OnLookAlike() {
            super("dataclone-it");
        }

        @BeforeEach
        void start() {
            TRANSPORT.setLevel(Level.WARNING);
            DockerLookAlike.Builder builder = DockerLookAlike.builder().clock(() -> now);
            lookAlike = (isSwarm() ? builder.swarm() : builder).start();
        }

        @AfterEach
        @Override
        void removeStack() throws Exception {
            try {
                super.removeStack();
            } finally {
                lookAlike.close();
            }
        }

        @Override
        Engine engine() {
            return new Engine("bay", lookAlike.address(), Optional.empty());
        }

        @Override
        <T> T await(String what, Callable<T> question, Predicate<T> accepted) throws Exception {
            T answer = question.call();
            for (int asked = 1; !accepted.test(answer); asked++) {
                assertThat(asked).as(what + ", not yet: " + answer).isLessThan(MOST_QUESTIONS);
                now = now.plus(STEP);
                answer = question.call();
            }
            return answer;
        }

        @Test
        void completesWhatACrashLeftHalfDone() throws Exception {
            Plan plan = plan(threeServices());
            deployer.deploy(engine(), plan, TAG);
            List<String> whole = lookAlike.objects();
            int all = lookAlike.requests().size();
            // cut after one more request each time
            for (int done = 1; done < all; done++) {
                removeAll(stackName);
                lookAlike.faults().cutAfter(done);
                CloudException cut = refusal(() -> deployer.deploy(engine(), plan, TAG));
                assertThat(cut.isRetryable()).as(cut.getMessage()).isTrue();
                lookAlike.faults().cutAfter(Integer.MAX_VALUE);
                deployer.deploy(engine(), plan, TAG);
                assertThat(lookAlike.objects())
                        .as("after a cut at request " + done)
                        .isEqualTo(whole);
            }
        }

        @Test
        void findsWhatWasMadeAlthoughTheAnswerWasLost() throws Exception {
            for (String request :
                    List.of("POST /networks/create", "POST /(services|containers)/create", "POST /volumes/create")) {
                lookAlike.faults().dropNextAfterTheWork(request);
            }
            Plan plan = plan(threeServices());
            await(
                    "it gets through",
                    () -> {
                        try {
                            deployer.deploy(engine(), plan, TAG);
                            return true;
                        } catch (CloudException lost) {
                            assertThat(lost.isRetryable()).as(lost.getMessage()).isTrue();
                            return false;
                        }
                    },
                    deployed -> deployed);
            ready();
            assertThat(names(isSwarm() ? "service" : "container")).hasSize(3).doesNotHaveDuplicates();
            assertThat(names("network")).hasSize(2);
        }

        @Test
        void tellsWhatTheEngineAnsweredWhenItFails() {
            lookAlike.faults().failNext("POST /networks/create", 500, "network allocator is broken");
            CloudException failed = refusal(() -> deploy(threeServices()));
            assertThat(failed.kind()).isEqualTo(CloudException.Kind.UNAVAILABLE);
            assertThat(failed)
                    .hasMessageMatching(
                            "Creating network dataclone-it_\\w+ on bay bay \\(tcp://127.0.0.1:\\d+\\) failed:"
                                    + " the engine answered 500: network allocator is broken");
        }
    }

    @Nested
    class Swarm extends OnLookAlike {
        @Override
        boolean isSwarm() {
            return true;
        }

        @Test
        void updatesAServiceThatSomebodyElseChangedMeanwhile() throws Exception {
            deploy(threeServices());
            ready();
            lookAlike
                    .faults()
                    .failNext(
                            "POST /services/.*/update", 500, "rpc error: code = Unknown desc = update out of sequence");
            variables.put("GREETING", "again");
            deploy(threeServices());
            ready();
            assertThat(lookAlike.requests())
                    .filteredOn(request -> request.endsWith("/update"))
                    .hasSize(2);
        }

        @Test
        void givesUpUpdatingAfterSomeTries() throws Exception {
            deploy(threeServices());
            variables.put("GREETING", "again");
            for (int i = 0; i < 3; i++) {
                lookAlike.faults().failNext("POST /services/.*/update", 500, "update out of sequence");
            }
            CloudException failed = refusal(() -> deploy(threeServices()));
            assertThat(failed.kind()).isEqualTo(CloudException.Kind.CONFLICT);
            assertThat(failed).hasMessageContaining("Updating service dataclone-it_web");
        }

        @Test
        void keepsBinarySecretsAsTheyAre() throws Exception {
            variables.put("DB_PASSWORD", "pässwörd\u0000\u00ff");
            deploy(threeServices());
            assertThat(lookAlike.file(names("secret").get(0), null))
                    .isEqualTo("pässwörd\u0000\u00ff".getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void reportsIngressPorts() throws Exception {
            deploy("services:\n  a: {image: 'dataclone-test/httpd:1', ports: ['18080:8080', '443', '9999:53/udp']}\n");
            assertThat(ready().endpoints())
                    .extracting(endpoint -> endpoint.url().replaceAll(":3\\d+$", ":any"))
                    .containsExactly("http://127.0.0.1:18080", "https://127.0.0.1:any");
        }

        @Test
        void refusesWhatASwarmCannotPublishBeforeAnythingIsMade() {
            CloudException refused = refusal(
                    () -> deploy(
                            "services:\n  a: {image: 'dataclone-test/httpd:1', ports: ['80:80'], deploy: {endpoint_mode: dnsrr}}\n"));
            assertThat(refused).hasMessageContaining("compose.yml, line 2: service a has deploy.endpoint_mode dnsrr");
            refused = refusal(
                    () -> deploy("services:\n  a: {image: 'dataclone-test/httpd:1', ports: ['127.0.0.1:80:80']}\n"));
            assertThat(refused).hasMessageContaining("publishes port 80 on the address 127.0.0.1");
            refused = refusal(() -> deploy("services:\n  a.b: {image: 'dataclone-test/httpd:1'}\n"));
            assertThat(refused).hasMessageContaining("line 2: service a.b has a name that a swarm does not take");
            assertThat(lookAlike.objects()).isEmpty();
        }

        @Test
        void takesAnImagesEntrypointAway() throws Exception {
            deploy("services:\n  a: {image: 'dataclone-test/httpd:1', entrypoint: []}\n");
            List<String> command = engineSays(client -> client.inspectServiceCmd("dataclone-it_a")
                    .exec()
                    .getSpec()
                    .getTaskTemplate()
                    .getContainerSpec()
                    .getCommand());
            assertThat(command).as("an empty list would mean the image's own").containsExactly("");
        }
    }

    @Nested
    class Plain extends OnLookAlike {
        @Override
        boolean isSwarm() {
            return false;
        }

        @Test
        void startsAServiceOnlyWhenWhatItDependsOnIsHealthy() throws Exception {
            lookAlike.neverHealthy("db");
            deploy(threeServices());
            var stack = await(
                    "db is sick", this::show, shown -> service(shown, "db").problem() != null);
            assertThat(service(stack, "worker").running()).isZero();
            assertThat(service(stack, "web").running()).isZero();
            assertThat(lookAlike.requests())
                    .filteredOn(request -> request.endsWith("/start"))
                    .hasSize(1);
        }

        @Test
        void copiesConfigsAndSecretsIntoTheContainers() throws Exception {
            deploy(threeServices());
            assertThat(lookAlike.file("dataclone-it_web.1", "/www/page.txt"))
                    .asString()
                    .isEqualTo("page one");
            assertThat(lookAlike.file("dataclone-it_db.1", "/run/secrets/db_password"))
                    .asString()
                    .isEqualTo("s3cret");
        }

        @Test
        void refusesWhatNeedsASwarmBeforeAnythingIsMade() {
            CloudException refused = refusal(() -> deploy(
                    "services:\n  a: {image: 'dataclone-test/httpd:1', ports: ['80:80'], deploy: {replicas: 2}}\n"));
            assertThat(refused).hasMessageContaining("has 2 replicas and publishes port 80");
            refused =
                    refusal(() -> deploy("services:\n  a: {image: 'dataclone-test/httpd:1', deploy: {replicas: 0}}\n"));
            assertThat(refused).hasMessageContaining("compose.yml starts nothing");
            assertThat(lookAlike.objects()).isEmpty();
        }

        @Test
        void leavesWhatRunsAloneIfAnImageOfTheChangedFileCannotBePulled() throws Exception {
            deploy(threeServices());
            ready();
            List<String> before = objects();
            refusal(() -> deploy(threeServices().replace("dataclone-test/httpd:1", "r.example.org/gone:1")));
            assertThat(objects()).isEqualTo(before);
            assertThat(show().isReady()).isTrue();
        }

        @Test
        void removesAContainerWhoseFileCallsItASwarms() throws Exception {
            deploy("""
                    services:
                      a:
                        image: dataclone-test/busybox:1
                        labels: {com.docker.swarm.service.id: x, com.docker.stack.namespace: other, mine: y}
                    """);
            assertThat(ready().services()).hasSize(1);
            removeAll(stackName);
            assertThat(lookAlike.objects()).isEmpty();
        }

        @Test
        void stopsOnlyWhatRunsBeforeItIsReplaced() throws Exception {
            deploy(threeServices());
            ready();
            variables.put("GREETING", "again");
            deploy(threeServices());
            assertThat(lookAlike.requests())
                    .filteredOn(request -> request.endsWith("/stop"))
                    .hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"tmpfs: /run", "volumes: ['/run']", "volumes: ['data:/run/secrets']"})
        void refusesASecretThatAMountWouldHideOrTakeIn(String mount) {
            CloudException refused = refusal(() -> deploy("""
                    services:
                      a:
                        image: dataclone-test/busybox:1
                        secrets: [s]
                        %s
                    secrets: {s: {content: abc}}
                    volumes: {data: }
                    """.formatted(mount)));
            assertThat(refused)
                    .hasMessageContaining("line 2: service a has the config or secret s at /run/secrets/s, where its");
            assertThat(lookAlike.objects()).isEmpty();
        }
    }
}
