package io.jenkins.plugins.dataclone.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.ManualClock;
import io.jenkins.plugins.dataclone.embedded.Step;
import io.jenkins.plugins.dataclone.embedded.docker.DockerLookAlike;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.runtime.Pace;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh laboratory and a fresh controller for each test, or for the class if the field is static. The cloud's time stands still, so what is given a delay stays under
 * way until the test says {@link #cloudGoesOn}; the plugin's time runs quicker than usual. After each test: production was not
 * written to, and nothing of ours did I/O on the Pipeline thread.
 */
public final class StepWorld implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final double SPEED = 30;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ManualClock cloudClock = new ManualClock();
    private LookAlikeEngine engine;
    private double speed = SPEED;
    private boolean shared;
    private Path home;
    private Lab lab;
    private Controller controller;

    /** The plugin's time runs that much quicker. */
    public StepWorld atSpeed(double newSpeed) {
        speed = newSpeed;
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        shared = true;
        open();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        if (!shared) {
            open();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (!shared) {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (shared) {
            close();
        }
    }

    private void open() throws IOException {
        home = Files.createTempDirectory("dataclone-test");
        engine = new LookAlikeEngine(Duration.ofMillis(20));
        lab = new Lab(EmbeddedCloud.builder().clock(cloudClock), engine);
        controller =
                new Controller(home, lab.catalogue(), Pace.quick(speed), OutputStream.nullOutputStream(), PATIENCE);
    }

    private void close() throws IOException {
        controller.close();
        var writes = lab.cloud().productionWrites();
        lab.close();
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).forEach(StepWorld::delete);
        }
        assertThat(writes).as("writes to production").isEmpty();
        controller.pipeline().verify();
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Controller controller() {
        return controller;
    }

    public Lab lab() {
        return lab;
    }

    public DockerLookAlike docker() {
        return engine.engine();
    }

    public EmbeddedCloud cloud() {
        return lab.cloud();
    }

    /** What the plugin's clock shows. */
    public Instant now() {
        return controller.runtime().context().clock().instant();
    }

    public Build build() {
        return controller.build("team/app");
    }

    public FreestyleRun freestyle() {
        return controller.freestyle("team/app");
    }

    /** What begins from now on stays under way at that step. */
    public void cloudStaysAt(Step step) {
        cloud().delays(Delays.instant().with(step, Duration.ofHours(1)));
    }

    /** What is under way comes to its end, and nothing stays under way any more. */
    public void cloudGoesOn() {
        cloud().delays(Delays.instant());
        cloudClock.advance(Duration.ofHours(1));
    }

    /** How many objects of each kind were made so far, gone ones too. */
    public Map<Kind, Integer> created() {
        return Stream.of(Kind.SHARE_SNAPSHOT, Kind.SHARE, Kind.ACCESS_RULE, Kind.CLUSTER)
                .collect(Collectors.toMap(kind -> kind, cloud()::created));
    }

    /** Waits until so many objects of that kind have been made. */
    public void awaitCreated(Kind kind, int count) {
        await().untilAsserted(() -> assertThat(cloud().created(kind)).isEqualTo(count));
    }

    /** Waits for something to become so. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20));
    }

    /** Waits until nothing of ours exists on the cloud, and no environment is left open. */
    public void awaitAllGone() {
        await().untilAsserted(() -> assertThat(leftovers()).isEmpty());
    }

    /** The same where the reaper has to find out by itself. */
    public void awaitReaped() {
        await().untilAsserted(() -> {
            controller.runtime().reap();
            assertThat(leftovers()).isEmpty();
        });
    }

    private List<String> leftovers() {
        return Stream.of(
                        cloud().living().stream().map(Object::toString),
                        docker().objects().stream(),
                        controller.runtime().ledger().all().stream()
                                .filter(e -> e.state() != EnvironmentState.ENDED)
                                .map(Object::toString))
                .flatMap(all -> all)
                .toList();
    }
}
