package io.jenkins.plugins.dataclone.pipeline;

import io.jenkins.plugins.dataclone.controller.Fields;
import io.jenkins.plugins.dataclone.step.CheckpointCloneStep;
import io.jenkins.plugins.dataclone.step.CloneShareStep;
import io.jenkins.plugins.dataclone.step.CreateBayStep;
import io.jenkins.plugins.dataclone.step.DeployStackStep;
import io.jenkins.plugins.dataclone.step.DestroyEnvStep;
import io.jenkins.plugins.dataclone.step.ResizeBayStep;
import io.jenkins.plugins.dataclone.step.RollbackCloneStep;
import io.jenkins.plugins.dataclone.step.WithDataCloneStep;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a form shows of a step is what the step was, for each field. */
@WithJenkins
class StepRoundTripTest {
    /** One controller for all of them: each takes long to start. */
    @Test
    void everyStepOfEveryField(JenkinsRule jenkins) throws Exception {
        withDataClone(jenkins);
        cloneShare(jenkins);
        checkpointClone(jenkins);
        rollbackClone(jenkins);
        createBay(jenkins);
        resizeBay(jenkins);
        deployStack(jenkins);
        destroyEnv(jenkins);
    }

    private static void withDataClone(JenkinsRule jenkins) throws Exception {
        WithDataCloneStep step = new WithDataCloneStep("orders-db");
        step.setCloud("lab");
        step.setSnapshot("latest");
        step.setAttachTo("server-1,server-2");
        step.setBay("swarm-small");
        step.setNodeCount(2);
        step.setStack("test/compose.yml");
        step.setHeat(true);
        step.setEnvironmentFiles(List.of("small.env.yaml", "local.env.yaml"));
        step.setVolumes(Map.of("dbdata", "orders-db"));
        step.setVariables(Map.of("TAG", "1.4.2", "MODE", "a=b"));
        step.setTtl("2h");
        step.setReadyTimeout("30m");
        step.setQuotaTimeout("1h");
        step.setKeepOnFailure("4h");
        step.setFailOnCleanupError("unstable");
        assertRoundTrip(jenkins, step);
    }

    private static void cloneShare(JenkinsRule jenkins) throws Exception {
        CloneShareStep step = new CloneShareStep("orders-db");
        step.setCloud("lab");
        step.setSnapshot("newest before 1d");
        step.setAttachTo("server-1");
        step.setEnv("left");
        step.setTtl("2h");
        step.setReadyTimeout("30m");
        step.setQuotaTimeout("1h");
        assertRoundTrip(jenkins, step);
    }

    private static void checkpointClone(JenkinsRule jenkins) throws Exception {
        CheckpointCloneStep step = new CheckpointCloneStep("dataclone-a-share-1", "before");
        step.setEnv("left");
        step.setReadyTimeout("5m");
        assertRoundTrip(jenkins, step);
    }

    private static void rollbackClone(JenkinsRule jenkins) throws Exception {
        RollbackCloneStep step = new RollbackCloneStep("dataclone-a-share-1", "before");
        step.setDiscardNewer(true);
        step.setEnv("left");
        step.setReadyTimeout("5m");
        assertRoundTrip(jenkins, step);
    }

    private static void createBay(JenkinsRule jenkins) throws Exception {
        CreateBayStep step = new CreateBayStep("swarm-small");
        step.setCloud("lab");
        step.setNodeCount(3);
        step.setEnv("left");
        step.setTtl("2h");
        step.setReadyTimeout("30m");
        step.setQuotaTimeout("1h");
        assertRoundTrip(jenkins, step);
    }

    private static void resizeBay(JenkinsRule jenkins) throws Exception {
        ResizeBayStep step = new ResizeBayStep(4);
        step.setBay("dataclone-a-bay-1");
        step.setEnv("left");
        step.setReadyTimeout("30m");
        assertRoundTrip(jenkins, step);
    }

    private static void deployStack(JenkinsRule jenkins) throws Exception {
        DeployStackStep step = new DeployStackStep("test/compose.yml");
        step.setBay("bay-1");
        step.setHeat(true);
        step.setEnvironmentFiles(List.of("small.env.yaml"));
        step.setVolumes(Map.of("dbdata", "orders-db"));
        step.setVariables(Map.of("TAG", "1.4.2"));
        step.setEnv("left");
        step.setReadyTimeout("30m");
        assertRoundTrip(jenkins, step);
    }

    private static void destroyEnv(JenkinsRule jenkins) throws Exception {
        DestroyEnvStep step = new DestroyEnvStep();
        step.setEnv("left");
        step.setFailOnCleanupError("failed");
        assertRoundTrip(jenkins, step);
    }

    private static void assertRoundTrip(JenkinsRule jenkins, Step step) throws Exception {
        Fields.assertSame(jenkins, step, new StepConfigTester(jenkins).configRoundTrip(step));
    }
}
