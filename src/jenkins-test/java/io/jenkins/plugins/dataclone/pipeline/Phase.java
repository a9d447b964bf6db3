package io.jenkins.plugins.dataclone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.dataclone.embedded.Delays;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.Step;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** The phases of a block with a clone and a bay, each of which can be made to last. */
enum Phase {
    SNAPSHOT(Step.SHARE_SNAPSHOT, Kind.SHARE_SNAPSHOT),
    CLONE(Step.SHARE_CLONE, Kind.SHARE),
    ACCESS(Step.ACCESS_ALLOW, Kind.ACCESS_RULE),
    BAY(Step.CLUSTER_CREATE, Kind.CLUSTER),
    BODY(null, null),
    RELEASE(Step.SHARE_DELETE, null);

    /** What a block of every phase looks like; the body goes on when it is told to. */
    static final String SCRIPT = """
            withDataClone(source: 'orders-db', bay: 'kube-small') {
                echo 'in the body'
                %s
                echo "still ${env.DATACLONE_ORDERS_DB_ID}"
            }
            echo 'after the block'
            """;

    /** How long a phase lasts: longer than a restart, shorter than a test's patience. */
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Step slow;
    private final Kind made;

    Phase(Step slow, Kind made) {
        this.slow = slow;
        this.made = made;
    }

    String script() {
        return SCRIPT.formatted(this == BODY ? "sleep 10" : "");
    }

    /** To be called before the build starts. */
    void makeLast(EmbeddedLab lab) {
        if (slow != null) {
            lab.cloud().delays(Delays.instant().with(slow, LONG));
        }
    }

    /** Waits until the build is in this phase. */
    void reached(EmbeddedLab lab, WorkflowRun run) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            if (made != null) {
                assertThat(lab.cloud().created(made)).isPositive();
            } else {
                assertThat(JenkinsRule.getLog(run)).contains(this == BODY ? "in the body" : "still ");
                assertThat(lab.cloud().living(Kind.SHARE)).isNotEmpty();
            }
        });
        if (this == RELEASE) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(lab.cloud().living(Kind.SHARE))
                    .allSatisfy(share -> assertThat(share.status()).isEqualTo("deleting")));
        }
    }
}
