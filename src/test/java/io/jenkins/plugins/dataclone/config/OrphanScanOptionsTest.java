package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.dataclone.ledger.ScanSettings;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OrphanScanOptionsTest {
    @Test
    void itIsOnUnlessSomebodySwitchesItOff() {
        OrphanScanOptions options = new OrphanScanOptions();
        options.check();

        assertThat(options.settings())
                .isEqualTo(ScanSettings.DEFAULT)
                .isEqualTo(new ScanSettings(true, Duration.ofSeconds(60), Duration.ofMinutes(5)));
        assertThat(new DataCloneConfiguration().getOrphanScan().settings()).isEqualTo(ScanSettings.DEFAULT);
    }

    @Test
    void whatIsGivenHolds() {
        OrphanScanOptions options = new OrphanScanOptions();
        options.setEnabled(false);
        options.setInterval(" 10m ");
        options.setGrace("1d 12h");
        DataCloneConfiguration configuration = new DataCloneConfiguration();
        configuration.setOrphanScan(options);

        assertThat(configuration.getOrphanScan().settings())
                .isEqualTo(new ScanSettings(false, Duration.ofMinutes(10), Duration.ofHours(36)));
    }

    @Test
    void whatIsOutOfBoundsIsNamedAndNotKept() {
        refused(it -> it.setInterval("29s"), "orphanScan, interval: 29s is not from 30s to 7d");
        refused(it -> it.setInterval("often"), "orphanScan, interval: 'often' is not a length of time");
        refused(it -> it.setGrace("0m"), "orphanScan, grace: '0m' is not a length of time");
        refused(it -> it.setGrace("59s"), "orphanScan, grace: 59s is not from 1m to 7d");
        refused(it -> it.setGrace("8d"), "orphanScan, grace: 8d is not from 1m to 7d");
    }

    private static void refused(Consumer<OrphanScanOptions> mistake, String sentence) {
        OrphanScanOptions wrong = new OrphanScanOptions();
        mistake.accept(wrong);
        DataCloneConfiguration configuration = new DataCloneConfiguration();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setOrphanScan(wrong))
                .withMessageContaining(sentence);
        assertThat(configuration.getOrphanScan().settings()).isEqualTo(ScanSettings.DEFAULT);
    }
}
