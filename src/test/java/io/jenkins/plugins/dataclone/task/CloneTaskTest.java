package io.jenkins.plugins.dataclone.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.dataclone.config.DataSource;
import io.jenkins.plugins.dataclone.config.GivenCatalogue;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.Credential;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a build is told of the rules for folders. */
class CloneTaskTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final GivenCatalogue catalogue;

    CloneTaskTest() throws CloudException {
        DataSource ledger = new DataSource("ledger-db", "lab");
        ledger.setShareId("8f0f2c3e-5a0b-4a57-9a0b-2f6c1d1e7a55");
        ledger.setAccessTo(List.of("10.20.0.0/24"));
        ledger.setFolders(List.of("finance"));
        CloudSettings lab = CloudSettings.builder(
                        "lab",
                        "https://keystone.example.org:5000/v3",
                        Credential.Password.named("jenkins", "Default", "ci", "Default", "secret"))
                .build();
        catalogue = new GivenCatalogue(lab, List.of(ledger), List.of());
    }

    @Test
    void whatOnlyThePeopleBehindABuildMayDoIsTold() throws CloudException {
        request(catalogue.free(), "shop/app");

        assertThat(said())
                .isEqualToIgnoringNewLines(
                        "[Data Clone] Data source 'ledger-db' on cloud 'lab' is not for this job by its folders; this build may"
                                + " clone it because whoever it acts for has the permission Data Clone/Clone");
    }

    @Test
    void nothingIsToldWhereTheFoldersLetTheJobIn() throws CloudException {
        request(catalogue.free(), "finance/report");

        assertThat(said()).isEmpty();
    }

    @Test
    void nothingIsToldToWhomTheSourceDoesNotExist() {
        assertThatExceptionOfType(CloudException.class).isThrownBy(() -> request(catalogue, "shop/app"));
        assertThat(said()).isEmpty();
    }

    private void request(Catalogue offers, String job) throws CloudException {
        new CloneTask(null, "ledger-db", null, null)
                .request(new Task.Assignment(new Logged(), offers, job, "e", "key", Instant.MAX));
    }

    private String said() {
        return log.toString(StandardCharsets.UTF_8);
    }

    private final class Logged implements BuildContext {
        @Override
        public Run<?, ?> run() {
            return null;
        }

        @Override
        public FilePath workspace() {
            return null;
        }

        @Override
        public TaskListener listener() {
            return () -> new PrintStream(log, true, StandardCharsets.UTF_8);
        }
    }
}
