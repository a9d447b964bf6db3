package io.jenkins.plugins.dataclone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.Step;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The block among other blocks, and on agents that come and go. */
@WithJenkins
class AroundAndInsideTest {
    @RegisterExtension
    final EmbeddedLab lab = new EmbeddedLab();

    private JenkinsRule jenkins;

    @BeforeEach
    void configure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        lab.configure();
    }

    @Test
    void aTimeoutAroundEndsTheWaiting() throws Exception {
        lab.cloud().delays(Delays.instant().with(Step.SHARE_CLONE, Duration.ofSeconds(30)));
        WorkflowRun run = ended(Result.ABORTED, """
                timeout(time: 5, unit: 'SECONDS') {
                    withDataClone(source: 'orders-db') {
                        echo 'in the body'
                    }
                }
                """);

        jenkins.assertLogContains("Timeout has been exceeded", run);
        jenkins.assertLogNotContains("in the body", run);
        lab.awaitAllGone();
    }

    @Test
    void aTimeoutInsideEndsTheBodyAndTheEnvironmentIsGoneBeforeTheBuildIs() throws Exception {
        ended(Result.ABORTED, """
                withDataClone(source: 'orders-db') {
                    timeout(time: 3, unit: 'SECONDS') {
                        sleep 600
                    }
                }
                """);

        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void aRetryAroundGetsAFreshEnvironment() throws Exception {
        WorkflowRun run = ended(Result.SUCCESS, """
                def attempts = 0
                retry(3) {
                    withDataClone(source: 'orders-db') {
                        echo "attempt in ${env.DATACLONE_ENV_ID}"
                        if (++attempts < 3) {
                            error 'not this time'
                        }
                    }
                }
                """);

        assertThat(JenkinsRule.getLog(run).lines().filter(line -> line.contains("attempt in ")))
                .hasSize(3)
                .doesNotHaveDuplicates();
        assertThat(lab.cloud().created(Kind.SHARE)).isEqualTo(3);
        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void parallelBranchesHaveEnvironmentsOfTheirOwn() throws Exception {
        WorkflowRun run = ended(Result.FAILURE, """
                def branches = [:]
                for (name in ['a', 'b', 'c']) {
                    def branch = name
                    branches[branch] = {
                        withDataClone(source: 'orders-db') {
                            echo "${branch} has ${env.DATACLONE_ORDERS_DB_ID}"
                            if (branch == 'b') {
                                error 'b fails'
                            }
                        }
                    }
                }
                parallel branches
                """);

        assertThat(JenkinsRule.getLog(run).lines().filter(line -> line.matches(".*\\b[abc] has [0-9a-f-]{36}")))
                .hasSize(3)
                .extracting(line -> line.substring(line.length() - 36))
                .doesNotHaveDuplicates();
        jenkins.assertLogContains("b fails", run);
        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void nestedBlocksHaveEnvironmentsOfTheirOwnAndTheInnerGoesFirst() throws Exception {
        WorkflowRun run = ended(Result.SUCCESS, """
                withDataClone(source: 'orders-db') {
                    def outer = env.DATACLONE_ENV_ID
                    withDataClone(source: 'orders-db') {
                        echo "differ: ${outer != env.DATACLONE_ENV_ID}"
                    }
                    echo "outer again: ${outer == env.DATACLONE_ENV_ID}"
                }
                """);

        jenkins.assertLogContains("differ: true", run);
        jenkins.assertLogContains("outer again: true", run);
        assertThat(lab.cloud().created(Kind.SHARE)).isEqualTo(2);
        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void theBodyMayRunOnSeveralAgents() throws Exception {
        jenkins.createOnlineSlave(hudson.model.Label.get("one"));
        jenkins.createOnlineSlave(hudson.model.Label.get("two"));
        WorkflowRun run = ended(Result.SUCCESS, """
                withDataClone(source: 'orders-db') {
                    for (label in ['one', 'two']) {
                        node(label) {
                            sh 'echo "clone $DATACLONE_ORDERS_DB_ID"'
                        }
                    }
                }
                """);

        assertThat(JenkinsRule.getLog(run).lines().filter(line -> line.matches("clone [0-9a-f-]{36}")))
                .hasSize(2);
        assertThat(lab.cloud().living()).isEmpty();
    }

    @Test
    void anAgentThatGoesAwayInTheBodyTakesNothingWithIt() throws Exception {
        lab.engine();
        DumbSlave agent = jenkins.createOnlineSlave(hudson.model.Label.get("fragile"));
        WorkflowRun run = Pipelines.start(jenkins, """
                node('fragile') {
                    withDataClone(source: 'orders-db', bay: 'swarm-small') {
                        sh 'test -f "$DOCKER_CERT_PATH/key.pem" && echo certificate is there'
                        echo 'in the body'
                        sleep 600
                    }
                }
                """);
        jenkins.waitForMessage("in the body", run);

        agent.toComputer().disconnect(new OfflineCause.ByCLI("test")).get();
        run.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("certificate is there", run);
        lab.awaitAllGone();
    }

    private WorkflowRun ended(Result result, String script) throws Exception {
        return jenkins.buildAndAssertStatus(result, Pipelines.job(jenkins, script));
    }
}
