package io.jenkins.plugins.dataclone.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.model.Result;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.harness.Application;
import io.jenkins.plugins.dataclone.harness.FreestyleRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of an environment with one build step for each part of it. */
class BuildStepsTest {
    @RegisterExtension
    final StepWorld world = new StepWorld();

    private final AtomicReference<EnvVars> seen = new AtomicReference<>();

    @Test
    void laterStepsSeeWhatEarlierOnesMade() throws Exception {
        CreateBayBuilder bay = new CreateBayBuilder("swarm-small");
        bay.setNodeCount(2);
        DeployStackBuilder stack = new DeployStackBuilder(Application.FILE);
        stack.setBay("${DATACLONE_BAY_NAME}");
        stack.setVolumes("dbdata=${DATACLONE_ORDERS_DB_NAME}");
        FreestyleRun run = world.freestyle()
                .with(new CloneShareBuilder("orders-db"))
                .with(bay)
                .with(stack)
                .with(Given.step(build -> {
                    seen.set(build.getEnvironment(null));
                    assertThat(world.docker().objects()).isNotEmpty();
                    return true;
                }));
        Given.application(run);

        assertThat(run.start().await()).isEqualTo(Result.SUCCESS);

        assertThat(seen.get())
                .containsKeys("DATACLONE_ENV_ID", "DATACLONE_ORDERS_DB_EXPORT", "DATACLONE_BAY_ID", "DATACLONE_STACK")
                .containsEntry("DATACLONE_BAY_ADDRESS", world.docker().address())
                .hasEntrySatisfying("DATACLONE_WEB_URL", url -> assertThat(url).startsWith("http://"));
        assertThat(run.log()).contains("Later steps see DATACLONE_ENV_ID, DATACLONE_ORDERS_DB_");
        world.awaitAllGone();
    }

    @Test
    void stepsAfterABayReachItsEngineAndTheCertificateGoesWithTheEnvironment() throws Exception {
        AtomicReference<Path> certificate = new AtomicReference<>();
        FreestyleRun run = world.freestyle()
                .with(new CreateBayBuilder("swarm-small"))
                .with(Given.step(build -> {
                    EnvVars env = build.getEnvironment(null);
                    seen.set(env);
                    certificate.set(Path.of(env.get("DOCKER_CERT_PATH")));
                    assertThat(certificate.get().resolve("key.pem")).isNotEmptyFile();
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(certificate.get())))
                            .isEqualTo("rwx------");
                    return true;
                }))
                .with(new DestroyEnvironmentBuilder())
                .with(Given.step(build -> {
                    assertThat(build.getEnvironment(null)).doesNotContainKeys("DOCKER_HOST", "DOCKER_CERT_PATH");
                    return true;
                }));

        assertThat(run.start().await()).isEqualTo(Result.SUCCESS);

        assertThat(seen.get())
                .containsEntry("DOCKER_HOST", world.docker().address())
                .containsEntry("DOCKER_TLS_VERIFY", "1");
        StepWorld.await().untilAsserted(() -> assertThat(certificate.get()).doesNotExist());
    }

    @Test
    void theCertificatesOfTwoBaysGoWithTheBuild() throws Exception {
        Set<Path> certificates = ConcurrentHashMap.newKeySet();
        FreestyleRun run = world.freestyle();
        for (int bay = 0; bay < 2; bay++) {
            run.with(new CreateBayBuilder("swarm-small")).with(Given.step(build -> {
                certificates.add(Path.of(build.getEnvironment(null).get("DOCKER_CERT_PATH")));
                return true;
            }));
        }

        assertThat(run.start().await()).isEqualTo(Result.SUCCESS);

        assertThat(certificates).hasSize(2);
        world.awaitReaped();
        StepWorld.await().untilAsserted(() -> {
            world.controller().runtime().sweepAgents();
            assertThat(certificates).allSatisfy(path -> assertThat(path).doesNotExist());
        });
    }

    @Test
    void destroyStepWaitsAndTakesTheVariablesAway() throws Exception {
        FreestyleRun run = world.freestyle()
                .with(new CloneShareBuilder("orders-db"))
                .with(new DestroyEnvironmentBuilder())
                .with(Given.step(build -> {
                    seen.set(build.getEnvironment(null));
                    assertThat(world.cloud().living()).isEmpty();
                    return true;
                }))
                .with(new DestroyEnvironmentBuilder());

        assertThat(run.start().await()).isEqualTo(Result.SUCCESS);

        assertThat(seen.get()).doesNotContainKeys("DATACLONE_ENV_ID", "DATACLONE_ORDERS_DB_ID");
        assertThat(run.log()).contains("confirmed gone", "This build owns no environment; nothing to destroy");
    }

    @Test
    void environmentsOfABuildAreDestroyedByName() throws Exception {
        CloneShareBuilder left = new CloneShareBuilder("orders-db");
        left.setEnv("left");
        CloneShareBuilder right = new CloneShareBuilder("orders-db");
        right.setEnv("right");
        DestroyEnvironmentBuilder destroy = new DestroyEnvironmentBuilder();
        destroy.setEnv("left");
        FreestyleRun run = world.freestyle()
                .with(left)
                .with(right)
                .with(destroy)
                .with(Given.step(build -> {
                    seen.set(build.getEnvironment(null));
                    assertThat(world.cloud().living(Kind.SHARE)).hasSize(1);
                    return true;
                }));

        assertThat(run.start().await()).isEqualTo(Result.SUCCESS);

        assertThat(seen.get()).containsKey("DATACLONE_ORDERS_DB_ID");
        world.awaitAllGone();
    }

    @Test
    void buildStepsMayWorkInTheWrappersEnvironment() throws Exception {
        FreshEnvironmentWrapper wrapper = Given.cloneOnly();
        wrapper.setBay("swarm-small");
        DeployStackBuilder stack = new DeployStackBuilder(Application.FILE);
        stack.setEnv("wrapper");
        FreestyleRun run = world.freestyle().with(wrapper).with(stack);
        Given.application(run);

        assertThat(run.start().await()).isEqualTo(Result.SUCCESS);

        assertThat(run.log()).contains("all 6 resources are confirmed gone");
        world.awaitAllGone();
    }

    @Test
    void postBuildActionDestroysWhatAFailedBuildLeaves() throws Exception {
        FreestyleRun run = world.freestyle()
                .with(new CloneShareBuilder("orders-db"))
                .with(Given.step(build -> false))
                .with(new DestroyEnvironmentPublisher());

        assertThat(run.start().await()).isEqualTo(Result.FAILURE);

        assertThat(world.cloud().living()).as("gone before the build has ended").isEmpty();
        assertThat(run.log()).contains("confirmed gone");
    }

    @Test
    void failureIsOneSentenceAndTheEndOfTheBuildTakesTheRestAway() throws Exception {
        world.cloud().faults().nextCloneFails("share back end is full");
        FreestyleRun run = world.freestyle()
                .with(new CloneShareBuilder("orders-db"))
                .with(Given.step(build -> {
                    throw new AssertionError("no step runs after a failed one");
                }));

        assertThat(run.start().await()).isEqualTo(Result.FAILURE);

        assertThat(run.log().lines())
                .filteredOn(line -> line.contains("share back end is full"))
                .singleElement()
                .asString()
                .startsWith("ERROR: [Data Clone] ");
        assertThat(run.log()).doesNotContain("Exception");
        world.awaitAllGone();
    }

    @Test
    void wrongFieldsAreRefusedBeforeAnythingIsCreated() throws Exception {
        CloneShareBuilder foreign = new CloneShareBuilder("ledger-db");
        CreateBayBuilder huge = new CreateBayBuilder("swarm-small");
        huge.setNodeCount(5);
        CloneShareBuilder eternal = new CloneShareBuilder("orders-db");
        eternal.setTtl("9h");
        CloneShareBuilder impatient = new CloneShareBuilder("orders-db");
        impatient.setReadyTimeout("soon");
        CloneShareBuilder misnamed = new CloneShareBuilder("orders-db");
        misnamed.setEnv("of mine");
        DeployStackBuilder garbled = new DeployStackBuilder(Application.FILE);
        garbled.setVolumes("dbdata");

        assertRefused(foreign, "'ledger-db'", "you may use: orders-db");
        assertRefused(huge, "nodeCount", "4");
        assertRefused(eternal, "ttl", "8h");
        assertRefused(impatient, "readyTimeout", "soon");
        assertRefused(misnamed, "env", "of mine");
        assertRefused(garbled, "volumes", "'dbdata' is not of the form key=value");
    }

    private void assertRefused(hudson.tasks.Builder step, String... words) throws Exception {
        FreestyleRun run = world.freestyle().with(step);

        assertThat(run.start().await()).isEqualTo(Result.FAILURE);

        assertThat(run.log()).contains(words).doesNotContain("Exception");
        assertThat(world.controller().runtime().ledger().ownedBy(run.owner())).isEmpty();
        assertThat(world.created().values()).containsOnly(0);
    }
}
