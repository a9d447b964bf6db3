package io.jenkins.plugins.dataclone.freestyle;

import hudson.model.FreeStyleProject;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a form shows of a wrapper, a build step or a post-build action is what it was, for each field. */
@WithJenkins
class FreestyleRoundTripTest {
    @Test
    void wrapper(JenkinsRule jenkins) throws Exception {
        FreshEnvironmentWrapper wrapper = new FreshEnvironmentWrapper("orders-db");
        wrapper.setCloud("lab");
        wrapper.setSnapshot("latest");
        wrapper.setBay("swarm-small");
        wrapper.setNodeCount(2);
        wrapper.setStack("test/compose.yml");
        wrapper.setHeat(true);
        wrapper.setEnvironmentFiles("small.env.yaml\nlocal.env.yaml");
        wrapper.setVolumes("dbdata=orders-db");
        wrapper.setVariables("TAG=1.4.2\nMODE=${MODE}");
        wrapper.setTtl("2h");
        wrapper.setReadyTimeout("30m");
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildWrappersList().add(wrapper);

        jenkins.configRoundtrip(job);

        jenkins.assertEqualDataBoundBeans(wrapper, job.getBuildWrappersList().get(FreshEnvironmentWrapper.class));
    }

    @Test
    void cloneShare(JenkinsRule jenkins) throws Exception {
        CloneShareBuilder step = new CloneShareBuilder("orders-db");
        step.setCloud("lab");
        step.setSnapshot("newest before 1d");
        step.setEnv("left");
        step.setTtl("2h");
        step.setReadyTimeout("30m");

        jenkins.assertEqualDataBoundBeans(step, jenkins.configRoundtrip(step));
    }

    @Test
    void createBay(JenkinsRule jenkins) throws Exception {
        CreateBayBuilder step = new CreateBayBuilder("swarm-small");
        step.setCloud("lab");
        step.setNodeCount(3);
        step.setEnv("left");
        step.setTtl("2h");
        step.setReadyTimeout("30m");

        jenkins.assertEqualDataBoundBeans(step, jenkins.configRoundtrip(step));
    }

    @Test
    void deployStack(JenkinsRule jenkins) throws Exception {
        DeployStackBuilder step = new DeployStackBuilder("test/compose.yml");
        step.setBay("${DATACLONE_BAY_NAME}");
        step.setVolumes("dbdata=orders-db");
        step.setVariables("TAG=1.4.2");
        step.setHeat(true);
        step.setEnvironmentFiles("small.env.yaml");
        step.setEnv("left");
        step.setReadyTimeout("30m");

        jenkins.assertEqualDataBoundBeans(step, jenkins.configRoundtrip(step));
    }

    @Test
    void destroyEnvironment(JenkinsRule jenkins) throws Exception {
        DestroyEnvironmentBuilder step = new DestroyEnvironmentBuilder();
        step.setEnv("left");
        DestroyEnvironmentPublisher action = new DestroyEnvironmentPublisher();
        action.setEnv("left");

        jenkins.assertEqualDataBoundBeans(step, jenkins.configRoundtrip(step));
        jenkins.assertEqualDataBoundBeans(action, jenkins.configRoundtrip(action));
    }
}
