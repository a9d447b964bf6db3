package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.BayResult;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The controller dies at every point while a bay is tried again, while one is resized, and while a Heat stack is made. */
class CrashOfBaysAndStacksTest {
    private static final Duration LAG = Duration.ofSeconds(4);

    @Test
    void whileABayIsTriedASecondTime() throws Exception {
        CrashPoints points = new CrashPoints(
                () -> {
                    TestBed bed = new TestBed();
                    bed.cloud.failNext("createCluster", Fault.endsInError("No valid host was found"));
                    return bed;
                },
                (bed, environment) -> assertThat(bay(bed, environment).name()).endsWith("-bay-2"));
        assertThat(points.goOn()).isGreaterThan(40);
        points.release();
        points.goOnWithLag(LAG);
    }

    @Test
    void whileABayIsResized() throws Exception {
        CrashPoints points = new CrashPoints(TestBed::new, (bed, environment) -> {
            BayResult bay = bay(bed, environment);
            BayResult resized = bed.finish(
                    new ResizeFlow(bed.context(), environment.id(), null, 5, bed.deadline(), bed.progress()));
            assertThat(resized.nodeCount()).isEqualTo(5);
            assertThat(bed.cloud.nodes(bay.id())).isEqualTo(5);
        });
        assertThat(points.goOn()).isGreaterThan(30);
        points.release();
    }

    @Test
    void whileAHeatStackIsMadeBesideAClone() throws Exception {
        CrashPoints points = new CrashPoints(TestBed::new, (bed, environment) -> {
            Provisioned made = bed.finish(new EnvironmentFlow(
                    bed.context(),
                    environment.id(),
                    "block",
                    bed.cloneRequest(),
                    Optional.empty(),
                    Optional.of(template()),
                    bed.deadline(),
                    bed.progress()));
            assertThat(made.stack().orElseThrow().endpoints()).containsKey("web");
        });
        assertThat(points.goOn()).isGreaterThan(60);
        points.release();
        points.goOnWithLag(LAG);
    }

    @Test
    void whileAStackThatMagnumForgotIsTakenAway() throws Exception {
        CrashPoints points = new CrashPoints(TestBed::new, (bed, environment) -> {
            BayResult bay = bay(bed, environment);
            if (bed.cloud.isAlive(bay.id())) {
                bed.cloud.forgetCluster(bay.id());
            }
        });
        assertThat(points.goOn()).isGreaterThan(20);
        points.release();
    }

    private static BayResult bay(TestBed bed, Environment environment) throws CloudException, InterruptedException {
        return bed.finish(new BayFlow(
                bed.context(), environment.id(), "block", bed.bayRequest(), bed.deadline(), bed.progress()));
    }

    private static DeployRequest template() {
        byte[] content =
                "parameter clone_export\nparameter network network\ndefault network ci\noutput web_url http://web:8080"
                        .getBytes(StandardCharsets.UTF_8);
        return new DeployRequest("app.hot.yaml", path -> content, Map.of(), Map.of(), true, List.of());
    }
}
