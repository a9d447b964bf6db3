package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.ui.JenkinsWithUsers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunRecordsTest {
    @RegisterExtension
    final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    /** One thread tells that not all is gone; before it has written that, another one tells that all is. */
    @Test
    void whatIsNotedLastIsTheLatest() throws Exception {
        jenkins.job("app");
        Run<?, ?> run = jenkins.run("app");
        Ledger ledger = jenkins.runtime().ledger();
        Environment open = jenkins.environment(run);
        RunRecords quick = new RunRecords(new Found(run, () -> {}), ledger);
        RunRecords slow = new RunRecords(
                new Found(run, () -> {
                    ledger.requestRelease(open.id(), "its build has ended");
                    quick.note(ledger.markEnded(open.id()));
                }),
                ledger);

        slow.note(open);

        assertThat(DataCloneRunData.of(run).getEnvironments())
                .extracting(EnvironmentReceipt::getState)
                .containsExactly(EnvironmentState.ENDED);
    }

    /** A build that is found after something has happened. */
    private record Found(Run<?, ?> run, Meanwhile meanwhile) implements Builds {
        interface Meanwhile {
            void happens() throws Exception;
        }

        @Override
        public Answer probe(Owner owner) {
            return Answer.ALIVE;
        }

        @Override
        public Optional<Run<?, ?>> find(Owner owner) {
            try {
                meanwhile.happens();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return Optional.of(run);
        }
    }
}
