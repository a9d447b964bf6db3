package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import hudson.EnvVars;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.harness.BodyRun;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepRun;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WithDataCloneStepTest {
    @RegisterExtension
    final StepWorld world = new StepWorld();

    @Test
    void bodySeesCloneBayAndStack() throws Exception {
        Build build = world.build();
        Given.application(build);

        StepRun block = build.start(Given.everything());
        EnvVars environment = block.awaitBody().environment();

        var clone = world.cloud().living(Kind.SHARE).get(0);
        var bay = world.cloud().living(Kind.CLUSTER).get(0);
        assertThat(environment)
                .containsEntry("DATACLONE_ORDERS_DB_ID", clone.id())
                .containsEntry(
                        "DATACLONE_ORDERS_DB_EXPORT",
                        environment.get("DATACLONE_ORDERS_DB_HOST") + ":" + environment.get("DATACLONE_ORDERS_DB_PATH"))
                .containsEntry("DATACLONE_BAY_ID", bay.id())
                .containsEntry("DATACLONE_BAY_NAME", bay.name())
                .containsEntry("DOCKER_HOST", world.docker().address())
                .containsEntry("DOCKER_TLS_VERIFY", "1")
                .hasEntrySatisfying("DATACLONE_WEB_URL", url -> assertThat(url).startsWith("http://127.0.0.1:"));
        assertThat(world.controller().runtime().ledger().find(environment.get("DATACLONE_ENV_ID")))
                .isPresent();
        assertThat(world.docker().objects()).anyMatch(object -> object.contains(environment.get("DATACLONE_STACK")));

        block.body().finish("the body's value");

        assertThat(block.await()).isEqualTo("the body's value");
        world.awaitAllGone();
        assertThat(build.log()).contains("all 6 resources are confirmed gone");
    }

    @Test
    void clientCertificateLiesOnTheAgentForTheLengthOfTheBlock() throws Exception {
        Build build = world.build();

        StepRun block = build.start(Given.cloneAndBay());
        Path certificates = Path.of(block.awaitBody().environment().get("DOCKER_CERT_PATH"));

        assertThat(certificates).isDirectory();
        assertThat(certificates.startsWith(build.directory())).isFalse();
        assertThat(permissions(certificates)).isEqualTo("rwx------");
        for (String file : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
            assertThat(permissions(certificates.resolve(file))).as(file).isEqualTo("rw-------");
        }
        assertThat(certificates.resolve("key.pem")).content().contains("PRIVATE KEY");

        block.body().finish(null);
        block.await();

        assertThat(certificates).doesNotExist();
    }

    @Test
    void ofAKubernetesBayTheBodyGetsAKubeconfig() throws Exception {
        world.cloud().bays().apiAddress("kubernetes", "https://10.20.0.9:6443");
        WithDataCloneStep step = Given.cloneOnly();
        step.setBay("kube-small");

        StepRun block = world.build().start(step);
        Map<String, String> environment = block.awaitBody().environment();
        Path kubeconfig = Path.of(environment.get("KUBECONFIG"));

        assertThat(environment).doesNotContainKeys("DOCKER_HOST", "DOCKER_CERT_PATH");
        assertThat(permissions(kubeconfig)).isEqualTo("rw-------");
        assertThat(permissions(kubeconfig.getParent())).isEqualTo("rwx------");
        assertThat(kubeconfig)
                .content()
                .contains("server: 'https://10.20.0.9:6443'", "client-key-data: ", "current-context: 'dataclone-");

        block.body().finish(null);
        block.await();

        assertThat(kubeconfig).doesNotExist();
        world.awaitAllGone();
    }

    @Test
    void certificateGoesWhenTheAgentIsBack() throws Exception {
        Build build = world.build();
        StepRun block = build.start(Given.cloneAndBay());
        Path certificates = Path.of(block.awaitBody().environment().get("DOCKER_CERT_PATH"));
        build.agentConnected(false);
        block.body().finish(null);
        block.await();
        assertThat(certificates).isDirectory();

        build.agentConnected(true);

        awaitSwept(certificates);
    }

    @Test
    void certificateOfABuildThatVanishedGoes() throws Exception {
        Build build = world.build();
        StepRun block = build.start(Given.cloneAndBay());
        Path certificates = Path.of(block.awaitBody().environment().get("DOCKER_CERT_PATH"));
        world.controller().runtime().reap();

        build.vanish();
        world.controller().crash();

        awaitSwept(certificates);
        world.awaitReaped();
    }

    private void awaitSwept(Path certificates) {
        StepWorld.await().untilAsserted(() -> {
            world.controller().runtime().reap();
            assertThat(certificates).doesNotExist();
            assertThat(world.controller().records().resolve("agents")).isEmptyDirectory();
        });
    }

    @Test
    void withoutBayThereIsNoDocker() throws Exception {
        StepRun block = world.build().start(Given.cloneOnly());

        assertThat(block.awaitBody().environment()).doesNotContainKeys("DOCKER_HOST", "DOCKER_CERT_PATH");

        block.body().finish(null);
        block.await();
        assertThat(world.cloud().created(Kind.CLUSTER)).isZero();
        world.awaitAllGone();
    }

    @Test
    void aCleanUpThatGetsThroughIsNoReasonToFail() throws Exception {
        Build build = world.build();
        WithDataCloneStep step = Given.cloneOnly();
        step.setFailOnCleanupError("failed");
        StepRun block = build.start(step);
        block.awaitBody();

        block.body().finish("value");

        assertThat(block.await()).isEqualTo("value");
        assertThat(build.result()).isNull();
    }

    @Test
    void bodyFailureIsTheBlocksFailure() throws Exception {
        StepRun block = world.build().start(Given.cloneOnly());
        AbortException testsFailed = new AbortException("3 tests failed");

        block.awaitBody().fail(testsFailed);

        assertThat(block.awaitFailure()).isSameAs(testsFailed);
        world.awaitAllGone();
    }

    @Test
    void failedCloneFailsTheBlockWithTheCloudsReason() {
        world.cloud().faults().nextCloneFails("share back end is full");
        Build build = world.build();

        StepRun block = build.start(Given.cloneAndBay());

        assertThat(block.awaitFailure())
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("share back end is full");
        world.awaitAllGone();
        assertThat(build.log()).contains("The environment cannot be made ready");
    }

    @Test
    void blocksSideBySideHaveEnvironmentsOfTheirOwn() throws Exception {
        Build build = world.build();

        StepRun one = build.start(Given.cloneOnly());
        StepRun other = build.start(Given.cloneOnly());
        Map<String, String> first = one.awaitBody().environment();
        Map<String, String> second = other.awaitBody().environment();

        assertThat(first.get("DATACLONE_ENV_ID")).isNotEqualTo(second.get("DATACLONE_ENV_ID"));
        assertThat(first.get("DATACLONE_ORDERS_DB_ID")).isNotEqualTo(second.get("DATACLONE_ORDERS_DB_ID"));
        one.body().finish(1);
        assertThat(one.await()).isEqualTo(1);
        assertThat(world.cloud().living(Kind.SHARE))
                .extracting("id")
                .containsExactly(second.get("DATACLONE_ORDERS_DB_ID"));
        other.body().finish(2);
        assertThat(other.await()).isEqualTo(2);
        world.awaitAllGone();
    }

    @Test
    void nestedBlocksHaveEnvironmentsOfTheirOwn() throws Exception {
        StepRun outer = world.build().start(Given.cloneOnly());
        BodyRun outerBody = outer.awaitBody();
        StepRun inner = outerBody.start(Given.cloneOnly());

        String innerId = inner.awaitBody().environment().get("DATACLONE_ENV_ID");
        assertThat(innerId).isNotEqualTo(outerBody.environment().get("DATACLONE_ENV_ID"));
        inner.body().finish(null);
        inner.await();

        assertThat(world.cloud().living(Kind.SHARE)).hasSize(1);
        outerBody.finish(null);
        outer.await();
        world.awaitAllGone();
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
