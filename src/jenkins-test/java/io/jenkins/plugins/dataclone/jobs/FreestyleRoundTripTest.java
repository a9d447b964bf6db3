package io.jenkins.plugins.dataclone.jobs;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.dataclone.controller.Fields;
import io.jenkins.plugins.dataclone.freestyle.CloneShareBuilder;
import io.jenkins.plugins.dataclone.freestyle.CreateBayBuilder;
import io.jenkins.plugins.dataclone.freestyle.DeployStackBuilder;
import io.jenkins.plugins.dataclone.freestyle.DestroyEnvironmentBuilder;
import io.jenkins.plugins.dataclone.freestyle.DestroyEnvironmentPublisher;
import io.jenkins.plugins.dataclone.freestyle.FreshEnvironmentWrapper;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a form shows of a wrapper, a build step or a post-build action is what it was, for each field. */
@WithJenkins
class FreestyleRoundTripTest {
    /** One controller for all of them: each takes long to start. */
    @Test
    void everyFieldOfWrapperStepsAndAction(JenkinsRule jenkins) throws Exception {
        wrapper(jenkins);
        cloneShare(jenkins);
        createBay(jenkins);
        deployStack(jenkins);
        destroyEnvironment(jenkins);
    }

    private static void wrapper(JenkinsRule jenkins) throws Exception {
        FreshEnvironmentWrapper wrapper = new FreshEnvironmentWrapper("orders-db");
        wrapper.setCloud("lab");
        wrapper.setSnapshot("latest");
        wrapper.setAttachTo("server-1");
        wrapper.setBay("swarm-small");
        wrapper.setNodeCount(2);
        wrapper.setStack("test/compose.yml");
        wrapper.setHeat(true);
        wrapper.setEnvironmentFiles("small.env.yaml\nlocal.env.yaml");
        wrapper.setVolumes("dbdata=orders-db");
        wrapper.setVariables("TAG=1.4.2\nMODE=${MODE}");
        wrapper.setTtl("2h");
        wrapper.setReadyTimeout("30m");
        wrapper.setQuotaTimeout("1h");
        wrapper.setKeepOnFailure("4h");
        wrapper.setFailOnCleanupError("unstable");
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildWrappersList().add(wrapper);

        jenkins.configRoundtrip(job);

        Fields.assertSame(jenkins, wrapper, job.getBuildWrappersList().get(FreshEnvironmentWrapper.class));
    }

    private static void cloneShare(JenkinsRule jenkins) throws Exception {
        CloneShareBuilder step = new CloneShareBuilder("orders-db");
        step.setCloud("lab");
        step.setSnapshot("newest before 1d");
        step.setAttachTo("server-1");
        step.setEnv("left");
        step.setTtl("2h");
        step.setReadyTimeout("30m");
        step.setQuotaTimeout("1h");

        Fields.assertSame(jenkins, step, jenkins.configRoundtrip(step));
    }

    private static void createBay(JenkinsRule jenkins) throws Exception {
        CreateBayBuilder step = new CreateBayBuilder("swarm-small");
        step.setCloud("lab");
        step.setNodeCount(3);
        step.setEnv("left");
        step.setTtl("2h");
        step.setReadyTimeout("30m");
        step.setQuotaTimeout("1h");

        Fields.assertSame(jenkins, step, jenkins.configRoundtrip(step));
    }

    private static void deployStack(JenkinsRule jenkins) throws Exception {
        DeployStackBuilder step = new DeployStackBuilder("test/compose.yml");
        step.setBay("${DATACLONE_BAY_NAME}");
        step.setVolumes("dbdata=orders-db");
        step.setVariables("TAG=1.4.2");
        step.setHeat(true);
        step.setEnvironmentFiles("small.env.yaml");
        step.setEnv("left");
        step.setReadyTimeout("30m");

        Fields.assertSame(jenkins, step, jenkins.configRoundtrip(step));
    }

    private static void destroyEnvironment(JenkinsRule jenkins) throws Exception {
        DestroyEnvironmentBuilder step = new DestroyEnvironmentBuilder();
        step.setEnv("left");
        step.setFailOnCleanupError("failed");
        DestroyEnvironmentPublisher action = new DestroyEnvironmentPublisher();
        action.setEnv("left");
        action.setFailOnCleanupError("unstable");

        Fields.assertSame(jenkins, step, jenkins.configRoundtrip(step));
        Fields.assertSame(jenkins, action, jenkins.configRoundtrip(action));
    }
}
