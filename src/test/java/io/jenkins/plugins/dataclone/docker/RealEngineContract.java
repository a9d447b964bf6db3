package io.jenkins.plugins.dataclone.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.port.Engine;
import io.jenkins.plugins.dataclone.port.StackDeployer.Stack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The deployer on a real engine. Skipped, with the reason, where none is configured. The tests of one class run side by
 * side, each with a stack of its own, since they do little but wait for containers; the classes run one after the other,
 * since an engine is either in a swarm or not.
 */
abstract class RealEngineContract extends StackDeployerContract {
    private static final AtomicInteger STACKS = new AtomicInteger();

    private Engine engine;

    RealEngineContract() {
        super("dataclone-it-" + STACKS.incrementAndGet());
    }

    /** For each test, so that each is reported as skipped, with the reason, where there is no engine. */
    @BeforeEach
    void findEngine() throws Exception {
        engine = RealEngine.get();
        RealEngine.makeSwarm(engine, isSwarm());
    }

    @AfterEach
    @Override
    void removeStack() throws Exception {
        if (engine != null) {
            super.removeStack();
        }
    }

    @Override
    Engine engine() {
        return engine;
    }

    @Override
    <T> T await(String what, Callable<T> question, Predicate<T> accepted) {
        return Awaitility.await(what)
                .atMost(Duration.ofSeconds(90))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(300))
                .until(question, accepted);
    }

    private static String read(Stack stack, String path) throws Exception {
        URI uri = URI.create(stack.endpoints().get(0).url() + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.ofString())
                .body()
                .trim();
    }

    @Test
    void bringsConfigSecretAndVolumeIntoTheContainersAndChangesThem() throws Exception {
        deploy(threeServices());
        Stack stack = ready();
        assertThat(read(stack, "/page.txt")).isEqualTo("page one");
        assertThat(read(stack, "/greeting.txt")).isEqualTo("hello");
        assertThat(read(stack, "/secret.txt")).isEqualTo("s3cret");
        assertThat(read(stack, "/data/ready")).as("what db wrote on the volume").isEqualTo("s3cret");
        assertThat(await("the worker writes", () -> read(stack, "/data/worker.txt"), text -> text.contains("UTC")))
                .contains("UTC");

        variables.put("GREETING", "good evening");
        variables.put("PAGE", "two");
        deploy(threeServices());
        Stack changed = ready();
        assertThat(read(changed, "/page.txt")).isEqualTo("page two");
        assertThat(read(changed, "/greeting.txt")).isEqualTo("good evening");
        assertThat(read(changed, "/data/ready"))
                .as("the volume outlives the change")
                .isEqualTo("s3cret");
    }
}
