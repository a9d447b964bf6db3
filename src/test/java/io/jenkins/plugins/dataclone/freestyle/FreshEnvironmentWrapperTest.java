package io.jenkins.plugins.dataclone.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Result;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.harness.FreestyleRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FreshEnvironmentWrapperTest {
    @RegisterExtension
    final StepWorld world = new StepWorld();

    @Test
    void stepsSeeCloneBayAndStack() throws Exception {
        AtomicReference<EnvVars> seen = new AtomicReference<>();
        FreestyleRun run = world.freestyle().with(Given.everything()).with(Given.step(build -> {
            seen.set(build.getEnvironment(null));
            assertThat(world.cloud().living(Kind.CLUSTER)).hasSize(1);
            return true;
        }));
        Given.application(run);

        assertThat(run.start().await()).isEqualTo(Result.SUCCESS);

        assertThat(seen.get())
                .containsKeys("DATACLONE_ENV_ID", "DATACLONE_BAY_ID", "DATACLONE_STACK", "DOCKER_CERT_PATH")
                .containsEntry("DOCKER_HOST", world.docker().address())
                .containsEntry("DOCKER_TLS_VERIFY", "1")
                .hasEntrySatisfying("DATACLONE_ORDERS_DB_EXPORT", export -> assertThat(export)
                        .isEqualTo(seen.get().get("DATACLONE_ORDERS_DB_HOST") + ":"
                                + seen.get().get("DATACLONE_ORDERS_DB_PATH")))
                .hasEntrySatisfying("DATACLONE_WEB_URL", url -> assertThat(url).startsWith("http://127.0.0.1:"));
        assertThat(run.log()).contains("all 6 resources are confirmed gone");
        world.awaitAllGone();
    }

    @Test
    void clientCertificateLiesOnTheAgentForTheLengthOfTheSteps() throws Exception {
        AtomicReference<Path> directory = new AtomicReference<>();
        FreestyleRun run = world.freestyle().with(Given.everything()).with(Given.step(build -> {
            Path certificates = Path.of(build.getEnvironment(null).get("DOCKER_CERT_PATH"));
            directory.set(certificates);
            assertThat(permissions(certificates)).isEqualTo("rwx------");
            for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
                assertThat(permissions(certificates.resolve(file))).as(file).isEqualTo("rw-------");
            }
            return false;
        }));
        Given.application(run);

        assertThat(run.start().await()).isEqualTo(Result.FAILURE);

        assertThat(directory.get()).doesNotExist();
        assertThat(directory.get().startsWith(run.directory())).isFalse();
    }

    @Test
    void failedStepFailsTheBuildAndEverythingGoes() throws Exception {
        FreestyleRun run = world.freestyle().with(Given.cloneOnly()).with(Given.step(build -> false));

        assertThat(run.start().await()).isEqualTo(Result.FAILURE);

        world.awaitAllGone();
    }

    @Test
    void stepThatThrowsFailsTheBuildAndEverythingGoes() throws Exception {
        FreestyleRun run = world.freestyle().with(Given.cloneOnly()).with(Given.step(build -> {
            throw new AbortException("3 tests failed");
        }));

        assertThat(run.start().await()).isEqualTo(Result.FAILURE);

        assertThat(run.log()).contains("3 tests failed");
        world.awaitAllGone();
    }

    @Test
    void environmentIsGoneBeforeTheBuildEnds() throws Exception {
        FreestyleRun run = world.freestyle().with(Given.cloneOnly());

        run.start().await();

        assertThat(world.cloud().living()).isEmpty();
    }

    @Test
    void failedCloneFailsTheBuildWithTheCloudsReasonAndNoStepRuns() throws Exception {
        world.cloud().faults().nextCloneFails("share back end is full");
        FreestyleRun run = world.freestyle().with(Given.cloneOnly()).with(Given.step(build -> {
            throw new AssertionError("no step runs without its environment");
        }));

        assertThat(run.start().await()).isEqualTo(Result.FAILURE);

        assertThat(run.log())
                .contains("The environment cannot be made ready", "share back end is full")
                .doesNotContain("no step runs", "Exception");
        world.awaitAllGone();
    }

    @Test
    void fieldsAreExpandedWithTheBuildsVariables() throws Exception {
        FreshEnvironmentWrapper wrapper = new FreshEnvironmentWrapper("orders-${SUFFIX}");
        wrapper.setTtl("${LIFE}");
        AtomicReference<EnvVars> seen = new AtomicReference<>();
        FreestyleRun run = world.freestyle()
                .variable("SUFFIX", "db")
                .variable("LIFE", "3h")
                .with(wrapper)
                .with(Given.step(build -> {
                    seen.set(build.getEnvironment(null));
                    return true;
                }));

        assertThat(run.start().await()).isEqualTo(Result.SUCCESS);

        assertThat(seen.get()).containsKey("DATACLONE_ORDERS_DB_ID");
    }

    @Test
    void whatIsWrongWithTheFieldsIsSaidBeforeAnythingIsCreated() throws Exception {
        FreshEnvironmentWrapper wrapper = new FreshEnvironmentWrapper("order-db");
        FreestyleRun run = world.freestyle().with(wrapper);

        assertThat(run.start().await()).isEqualTo(Result.FAILURE);

        assertThat(run.log()).contains("no data source 'order-db'; you may use: orders-db");
        assertThat(world.controller().runtime().ledger().ownedBy(run.owner())).isEmpty();
        assertThat(world.created().values()).containsOnly(0);
    }

    private static String permissions(Path file) throws java.io.IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
