package io.jenkins.plugins.dataclone.docker.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnitsTest {
    @Test
    void readsDurations() {
        assertThat(Units.duration("1h5m30s20ms")).isEqualTo(Duration.parse("PT1H5M30.020S"));
        assertThat(Units.duration("1.5s")).isEqualTo(Duration.ofMillis(1500));
        assertThat(Units.duration("10us")).isEqualTo(Duration.ofNanos(10_000));
        assertThat(Units.duration("0")).isEqualTo(Duration.ZERO);
        for (String wrong : new String[] {"10", "s", "1s x", "-1s", "999999999999h"}) {
            assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> Units.duration(wrong));
        }
    }

    @Test
    void readsBytes() {
        assertThat(Units.bytes("2b")).isEqualTo(2);
        assertThat(Units.bytes("1024kb")).isEqualTo(1 << 20);
        assertThat(Units.bytes("1.5G")).isEqualTo(3L << 29);
        assertThat(Units.bytes("12MiB")).isEqualTo(12L << 20);
        for (String wrong : new String[] {"", "x", "1q", "-1m", "99999999999p"}) {
            assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> Units.bytes(wrong));
        }
    }

    @Test
    void readsModesAsOctal() {
        assertThat(Units.mode("0440")).isEqualTo(0440);
        assertThat(Units.mode("0o1777")).isEqualTo(01777);
        assertThatIllegalArgumentException().isThrownBy(() -> Units.mode("288"));
        assertThatIllegalArgumentException().isThrownBy(() -> Units.mode("77777"));
    }

    @Test
    void readsProcessors() {
        assertThat(Units.nanoCpus("0.25")).isEqualTo(250_000_000);
        assertThatIllegalArgumentException().isThrownBy(() -> Units.nanoCpus("-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Units.nanoCpus("two"));
    }

    @Test
    void splitsLikeAShell() {
        assertThat(Units.shellWords(" a  'b c' \"d \\\"e\" f\\ g '' ")).containsExactly("a", "b c", "d \"e", "f g", "");
    }
}
