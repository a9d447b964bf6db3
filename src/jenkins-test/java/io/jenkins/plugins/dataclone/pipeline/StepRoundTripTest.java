package io.jenkins.plugins.dataclone.pipeline;

import io.jenkins.plugins.dataclone.step.CheckpointCloneStep;
import io.jenkins.plugins.dataclone.step.CloneShareStep;
import io.jenkins.plugins.dataclone.step.CreateBayStep;
import io.jenkins.plugins.dataclone.step.DeployStackStep;
import io.jenkins.plugins.dataclone.step.DestroyEnvStep;
import io.jenkins.plugins.dataclone.step.RollbackCloneStep;
import io.jenkins.plugins.dataclone.step.WithDataCloneStep;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a form shows of a step is what the step was, for each field. */
@WithJenkins
class StepRoundTripTest {
    @Test
    void withDataClone(JenkinsRule jenkins) throws Exception {
        WithDataCloneStep step = new WithDataCloneStep("orders-db");
        step.setCloud("lab");
        step.setSnapshot("latest");
        step.setBay("swarm-small");
        step.setNodeCount(2);
        step.setStack("test/compose.yml");
        step.setVolumes(Map.of("dbdata", "orders-db"));
        step.setVariables(Map.of("TAG", "1.4.2", "MODE", "a=b"));
        step.setTtl("2h");
        step.setReadyTimeout("30m");
        assertRoundTrip(jenkins, step, "source,cloud,snapshot,bay,nodeCount,stack,volumes,variables,ttl,readyTimeout");
    }

    @Test
    void cloneShare(JenkinsRule jenkins) throws Exception {
        CloneShareStep step = new CloneShareStep("orders-db");
        step.setCloud("lab");
        step.setSnapshot("newest before 1d");
        step.setEnv("left");
        step.setTtl("2h");
        step.setReadyTimeout("30m");
        assertRoundTrip(jenkins, step, "source,cloud,snapshot,env,ttl,readyTimeout");
    }

    @Test
    void checkpointClone(JenkinsRule jenkins) throws Exception {
        CheckpointCloneStep step = new CheckpointCloneStep("dataclone-a-share-1", "before");
        step.setEnv("left");
        step.setReadyTimeout("5m");
        assertRoundTrip(jenkins, step, "share,name,env,readyTimeout");
    }

    @Test
    void rollbackClone(JenkinsRule jenkins) throws Exception {
        RollbackCloneStep step = new RollbackCloneStep("dataclone-a-share-1", "before");
        step.setDiscardNewer(true);
        step.setEnv("left");
        step.setReadyTimeout("5m");
        assertRoundTrip(jenkins, step, "share,to,discardNewer,env,readyTimeout");
    }

    @Test
    void createBay(JenkinsRule jenkins) throws Exception {
        CreateBayStep step = new CreateBayStep("swarm-small");
        step.setCloud("lab");
        step.setNodeCount(3);
        step.setEnv("left");
        step.setTtl("2h");
        step.setReadyTimeout("30m");
        assertRoundTrip(jenkins, step, "template,cloud,nodeCount,env,ttl,readyTimeout");
    }

    @Test
    void deployStack(JenkinsRule jenkins) throws Exception {
        DeployStackStep step = new DeployStackStep("test/compose.yml");
        step.setBay("bay-1");
        step.setVolumes(Map.of("dbdata", "orders-db"));
        step.setVariables(Map.of("TAG", "1.4.2"));
        step.setEnv("left");
        step.setReadyTimeout("30m");
        assertRoundTrip(jenkins, step, "file,bay,volumes,variables,env,readyTimeout");
    }

    @Test
    void destroyEnv(JenkinsRule jenkins) throws Exception {
        DestroyEnvStep step = new DestroyEnvStep();
        step.setEnv("left");
        assertRoundTrip(jenkins, step, "env");
    }

    private static void assertRoundTrip(JenkinsRule jenkins, Step step, String fields) throws Exception {
        jenkins.assertEqualBeans(step, new StepConfigTester(jenkins).configRoundTrip(step), fields);
    }
}
