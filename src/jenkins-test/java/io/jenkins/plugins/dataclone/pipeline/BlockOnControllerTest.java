package io.jenkins.plugins.dataclone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.dataclone.embedded.Kind;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class BlockOnControllerTest {
    @RegisterExtension
    final EmbeddedLab lab = new EmbeddedLab();

    private JenkinsRule jenkins;

    @BeforeEach
    void configure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        lab.configure();
    }

    @Test
    void bodySeesCloneInEnvironment() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(
                job(
                        "withDataClone(source: 'orders-db') { echo \"clone=${env.DATACLONE_ORDERS_DB_ID} of ${env.DATACLONE_ENV_ID}\" }"));

        jenkins.assertLogContains("confirmed gone", run);
        assertThat(JenkinsRule.getLog(run)).containsPattern("clone=[0-9a-f-]{36} of [a-z0-9]+");
        assertThat(lab.cloud().living()).isEmpty();
        assertThat(lab.cloud().created(Kind.SHARE)).isEqualTo(1);
    }

    @Test
    void declarativePipelineDestroysInPost() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(job("""
                        pipeline {
                            agent none
                            stages {
                                stage('data') {
                                    steps {
                                        script {
                                            def data = cloneShare source: 'orders-db'
                                            echo "exported at ${data.exportLocation}"
                                        }
                                    }
                                }
                            }
                            post {
                                always {
                                    destroyEnv()
                                }
                            }
                        }
                        """));

        jenkins.assertLogContains("exported at ", run);
        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void declarativePipelineHasItAsAnOption() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(job("""
                        pipeline {
                            agent any
                            options {
                                withDataClone(source: 'orders-db', ttl: '2h')
                            }
                            stages {
                                stage('one') {
                                    steps {
                                        echo "stage has ${env.DATACLONE_ENV_ID}"
                                    }
                                }
                            }
                            post {
                                always {
                                    echo "post has ${env.DATACLONE_ENV_ID}"
                                }
                            }
                        }
                        """));

        assertThat(JenkinsRule.getLog(run))
                .containsPattern("stage has [a-z0-9]{8,}")
                .containsPattern("post has [a-z0-9]{8,}");
        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void bodyFailureIsTheBuildsResult() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(
                Result.FAILURE, job("withDataClone(source: 'orders-db') { error 'tests failed' }"));

        jenkins.assertLogContains("tests failed", run);
        assertThat(lab.cloud().living()).isEmpty();
    }

    private WorkflowJob job(String script) throws Exception {
        return Pipelines.job(jenkins, script);
    }
}
