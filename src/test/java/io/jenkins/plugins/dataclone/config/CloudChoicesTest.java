package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.config.CloudChoices.Kind;
import io.jenkins.plugins.dataclone.fake.MutableClock;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clouds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the administrator's form offers of a cloud. */
class CloudChoicesTest {
    private static final Executor AT_ONCE = Runnable::run;

    private final TestBed bed = new TestBed();
    private final MutableClock clock = new MutableClock(TestBed.START);
    private final AtomicInteger logins = new AtomicInteger();
    private final Clouds clouds = name -> {
        logins.incrementAndGet();
        if (!name.equals("lab")) {
            throw CloudException.of(CloudException.Kind.CONFIGURATION, "no cloud '" + name + "' is configured");
        }
        return bed.cloud;
    };
    private final CloudChoices choices = new CloudChoices(clock, Duration.ofMillis(50));

    @Test
    void offersWhatTheCloudHas() {
        assertThat(choices.names(clouds, AT_ONCE, "lab", Kind.CLUSTER_TEMPLATE)).containsExactly("swarm");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKindIsAsked(Kind kind) {
        choices.names(clouds, AT_ONCE, " lab ", kind);

        assertThat(logins).hasValue(1);
    }

    @Test
    void isAskedOncePerMinute() {
        choices.names(clouds, AT_ONCE, "lab", Kind.CLUSTER_TEMPLATE);
        clock.advance(CloudChoices.FRESH.minusSeconds(1));
        choices.names(clouds, AT_ONCE, "lab", Kind.CLUSTER_TEMPLATE);
        assertThat(logins).hasValue(1);

        clock.advance(Duration.ofSeconds(2));
        choices.names(clouds, AT_ONCE, "lab", Kind.CLUSTER_TEMPLATE);
        assertThat(logins).hasValue(2);
    }

    @Test
    void offersNothingWithoutAKnownCloud() {
        assertThat(choices.names(clouds, AT_ONCE, null, Kind.FLAVOR)).isEmpty();
        assertThat(choices.names(clouds, AT_ONCE, " ", Kind.FLAVOR)).isEmpty();
        assertThat(logins).hasValue(0);
        assertThat(choices.names(clouds, AT_ONCE, "cellar", Kind.FLAVOR)).isEmpty();
    }

    @Test
    void aCloudThatIsSlowIsNotWaitedForAndOffersItsAnswerLater() {
        List<Runnable> held = new ArrayList<>();

        assertThat(choices.names(clouds, held::add, "lab", Kind.CLUSTER_TEMPLATE))
                .isEmpty();
        assertThat(choices.names(clouds, held::add, "lab", Kind.CLUSTER_TEMPLATE))
                .isEmpty();
        assertThat(held).as("one call under way").hasSize(1);

        held.get(0).run();
        assertThat(choices.names(clouds, held::add, "lab", Kind.CLUSTER_TEMPLATE))
                .containsExactly("swarm");
    }
}
