package io.jenkins.plugins.dataclone.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.AbortException;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is wrong with the arguments or the files is said before anything is created. */
class RefusalTest {
    @RegisterExtension
    static final StepWorld world = new StepWorld();

    private Build build;

    @BeforeEach
    void application() {
        build = world.build();
        Given.application(build);
    }

    @AfterEach
    void nothingWasCreated() {
        assertThat(world.created())
                .allSatisfy((kind, count) -> assertThat(count).as(kind.name()).isZero());
        assertThat(world.docker().objects()).isEmpty();
        world.awaitAllGone();
    }

    @Test
    void unknownSourceNamesThoseThatTheJobMayUse() {
        WithDataCloneStep step = new WithDataCloneStep("orders");

        assertRefused(step, "'orders'", "orders-db").hasMessageNotContaining("ledger-db");
    }

    @Test
    void sourceOfAnotherFolderDoesNotExist() {
        assertRefused(new WithDataCloneStep("ledger-db"), "'ledger-db'", "orders-db");
    }

    @Test
    void unknownCloudNamesTheClouds() {
        WithDataCloneStep step = Given.cloneOnly();
        step.setCloud("cellar");

        assertRefused(step, "'cellar'", "lab");
    }

    @Test
    void unknownBayTemplateNamesTheTemplates() {
        WithDataCloneStep step = Given.cloneOnly();
        step.setBay("swarm-huge");

        assertRefused(step, "'swarm-huge'", "swarm-small", "kube-small");
    }

    @Test
    void tooManyNodesAreRefused() {
        WithDataCloneStep step = Given.cloneAndBay();
        step.setNodeCount(5);

        assertRefused(step, "nodeCount", "4");
    }

    @Test
    void tooLongALifeIsRefused() {
        WithDataCloneStep step = Given.cloneOnly();
        step.setTtl("9h");

        assertRefused(step, "ttl", "8h");
    }

    @Test
    void durationThatIsNoneIsRefused() {
        WithDataCloneStep step = Given.cloneOnly();
        step.setReadyTimeout("soon");

        assertRefused(step, "readyTimeout", "soon");
    }

    @Test
    void stackNeedsABay() {
        WithDataCloneStep step = Given.cloneOnly();
        step.setStack("test/compose.yml");

        assertRefused(step, "test/compose.yml".substring(5), "bay");
    }

    @Test
    void stackNeedsAWorkspace() {
        build.agentConnected(false);

        assertRefused(Given.everything(), "workspace", "node { }");
    }

    @Test
    void orchestratorThatNobodySpeaksIsRefused() {
        WithDataCloneStep step = Given.everything();
        step.setBay("kube-small");

        assertRefused(step, "kubernetes", "swarm-mode");
    }

    @Test
    void unsupportedKeyOfTheStackFileIsNamedWithItsLine() {
        build.writeFile("test/compose.yml", Given.COMPOSE.replace("  db:\n", "  db:\n    privileged: true\n"));

        assertRefused(Given.everything(), "compose.yml", "3", "privileged");
    }

    @Test
    void missingStackFileIsNamed() {
        assertStackRefused("test/other.yml", "test/other.yml");
    }

    @Test
    void pathOutOfTheWorkspaceIsRefused() throws Exception {
        Files.writeString(build.directory().resolveSibling("outside.yml"), Given.COMPOSE);

        assertStackRefused("../outside.yml", "outside");
        assertStackRefused("test/../../outside.yml", "outside");
        assertStackRefused(build.directory().resolveSibling("outside.yml").toString(), "outside");
    }

    @Test
    void symbolicLinkOutOfTheWorkspaceIsRefused() throws Exception {
        Files.writeString(build.directory().resolveSibling("outside.yml"), Given.COMPOSE);
        Files.createSymbolicLink(
                build.directory().resolve("link.yml"), build.directory().resolveSibling("outside.yml"));

        assertStackRefused("link.yml", "out of the workspace");
    }

    @Test
    void fileOfTheStackOutsideTheWorkspaceIsRefused() throws Exception {
        Files.writeString(build.directory().resolveSibling("secret.txt"), "of somebody else");
        build.writeFile("test/compose.yml", Given.COMPOSE.replace("file: password.txt", "file: ../../secret.txt"));

        assertRefused(Given.everything(), "secret.txt", "outside the workspace");
    }

    private void assertStackRefused(String path, String... words) {
        WithDataCloneStep step = Given.everything();
        step.setStack(path);
        assertRefused(step, words);
    }

    private org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(WithDataCloneStep step, String... words) {
        Throwable failure = build.start(step).awaitFailure();
        return assertThat(failure).isInstanceOf(AbortException.class).hasMessageContainingAll(words);
    }
}
