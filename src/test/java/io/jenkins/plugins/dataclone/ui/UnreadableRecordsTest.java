package io.jenkins.plugins.dataclone.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hudson.model.Failure;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.RuntimeHolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.security.access.AccessDeniedException;

class UnreadableRecordsTest {
    @RegisterExtension
    private final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    private final UnreadableRecords monitor = new UnreadableRecords();
    private Path home;
    private Path record;
    private String whole;

    @BeforeEach
    void anEnvironmentOnDisk() throws Exception {
        jenkins.grant("admin", Jenkins.ADMINISTER);
        home = Jenkins.get().getRootDir().toPath().resolve("openstack-data-clone");
        RuntimeHolder.set(null);
        Owner owner = new Owner("shop/orders#12", "", Instant.parse("2026-11-23T08:00:00Z"));
        Environment environment =
                DataCloneRuntime.get().ledger().open(owner, "default", Lifetime.of(Duration.ofHours(4)));
        record = home.resolve("environments/" + environment.id() + ".json");
        whole = Files.readString(record);
        RuntimeHolder.set(null);
    }

    @AfterEach
    void cleanUp() throws IOException {
        RuntimeHolder.set(null);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aRecordThatCannotBeReadIsToldAndReadAgainOnceItIsRepaired() throws Exception {
        Files.writeString(record, whole.substring(0, 40));
        DataCloneRuntime.get();

        assertThat(monitor.isActivated()).isTrue();
        assertThat(monitor.isWithoutLedger()).isFalse();
        assertThat(monitor.getProblems())
                .singleElement()
                .asString()
                .startsWith(record.getFileName() + ": it is not the JSON of a record");
        deniedUnlessAdministrator(monitor::doRetry);
        assertThat(monitor.isActivated()).as("nothing has changed").isTrue();

        Files.writeString(record, whole);
        jenkins.as("admin", monitor::doRetry);

        assertThat(monitor.isActivated()).isFalse();
        assertThat(DataCloneRuntime.get().ledger().all()).hasSize(1);
    }

    @Test
    void aRecordThatIsSetAsideIsKeptUnderAnotherName() throws Exception {
        Files.writeString(record, "{");
        DataCloneRuntime.get();

        deniedUnlessAdministrator(monitor::doSetAside);

        assertThat(monitor.isActivated()).isFalse();
        try (Stream<Path> files = Files.list(home.resolve("environments"))) {
            List<Path> aside = files.toList();
            assertThat(aside).hasSize(1);
            assertThat(aside.get(0)).hasContent("{");
            assertThat(aside.get(0).getFileName().toString()).startsWith(record.getFileName() + ".unreadable-");
        }
    }

    @Test
    void aLedgerThatCannotBeReadAtAllIsToldUntilItCan() throws Exception {
        Path directory = home.resolve("environments");
        Files.delete(record);
        Files.delete(directory);
        Files.writeString(directory, "a file where the directory should be");
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(DataCloneRuntime::get);

        assertThat(monitor.isActivated()).isTrue();
        assertThat(monitor.isWithoutLedger()).isTrue();
        assertThat(monitor.getLedgerProblem()).contains(directory.toString()).contains("nothing was asked of a cloud");
        assertThat(monitor.getProblems()).isEmpty();
        assertThatExceptionOfType(Failure.class).isThrownBy(() -> jenkins.as("admin", monitor::doRetry));

        Files.delete(directory);
        jenkins.as("admin", monitor::doRetry);

        assertThat(monitor.isActivated()).isFalse();
    }

    private void deniedUnlessAdministrator(java.util.concurrent.Callable<?> act) throws Exception {
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> jenkins.as("somebody", act));
        assertThat(jenkins.as("admin", act)).isNotNull();
    }
}
