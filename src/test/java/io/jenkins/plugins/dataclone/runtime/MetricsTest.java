package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.Fault;
import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.flow.EnvironmentFlow;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private final TestBed bed = new TestBed();
    private final Metrics metrics = new Metrics();
    private final List<String> configured = new ArrayList<>(List.of("lab"));
    private final CloudWatch watch = new CloudWatch(bed.clock, () -> configured);
    private Cloud cloud;

    @BeforeEach
    void watchTheLedgerAndTheCloud() throws Exception {
        bed.watch(metrics);
        cloud = new MeteredClouds(name -> bed.cloud, metrics, watch).get("lab");
    }

    @Test
    void aFinishedEnvironmentIsCountedWithTheTimeItsPartsTook() throws Exception {
        bed.finish(new EnvironmentFlow(
                bed.context(),
                bed.open().id(),
                "block",
                bed.cloneRequest(),
                Optional.of(bed.bayRequest()),
                Optional.empty(),
                bed.deadline(),
                bed.progress()));

        assertThat(value("dataclone_environments_opened_total", "", Map.of())).isEqualTo(1);
        assertThat(value("dataclone_environments", "", Map.of("state", "open"))).isEqualTo(1);
        assertThat(value("dataclone_environments", "", Map.of("state", "stuck")))
                .isZero();
        assertThat(value("dataclone_clone_seconds", "_count", Map.of("cloud", "lab")))
                .isEqualTo(1);
        assertThat(value("dataclone_clone_seconds", "_sum", Map.of("cloud", "lab")))
                .isPositive();
        assertThat(value("dataclone_bay_seconds", "_count", Map.of("cloud", "lab", "template", "swarm-small")))
                .isEqualTo(1);
        assertThat(value(
                        "dataclone_bay_seconds",
                        "_bucket",
                        Map.of("cloud", "lab", "template", "swarm-small", "le", "+Inf")))
                .isEqualTo(1);
    }

    @Test
    void bucketsCountWhatIsNotLonger() {
        Histograms histograms = new Histograms("x_seconds", "Help.", List.of());
        histograms.observe(Duration.ofSeconds(5));
        histograms.observe(Duration.ofMillis(5_001));
        histograms.observe(Duration.ofHours(3));

        List<MetricFamily.Sample> samples = histograms.family().samples();
        assertThat(samples)
                .filteredOn(sample -> sample.labels().get("le") != null)
                .extracting(MetricFamily.Sample::value)
                .containsExactly(0.0, 0.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 3.0);
    }

    @Test
    void callsAreCountedByTheirEnd() throws Exception {
        cloud.shares().showShare(bed.productionShare);
        cloud.shares().showShare(bed.productionShare);
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> cloud.shares().showShare("nothing"));

        assertThat(cloud.name()).isEqualTo("lab");
        assertThat(value("dataclone_cloud_calls_total", "", Map.of("cloud", "lab", "result", "ok")))
                .isEqualTo(2);
        assertThat(value("dataclone_cloud_calls_total", "", Map.of("cloud", "lab", "result", "not_found")))
                .isEqualTo(1);
        assertThat(watch.silences(Duration.ZERO)).as("not found is an answer").isEmpty();
    }

    @Test
    void aDeletionThatFailsIsCountedAndOneOfWhatIsGoneIsNot() {
        bed.cloud.failNext("deleteShare", Fault.noAnswer());
        bed.cloud.failNext("deleteShare", CloudException.Kind.NOT_FOUND, 404, "no such share");
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> cloud.shares().deleteShare("nothing"));
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> cloud.shares().deleteShare("nothing"))
                .matches(CloudException::isNotFound);

        assertThat(value("dataclone_deletions_failed_total", "", Map.of("cloud", "lab")))
                .isEqualTo(1);
    }

    @Test
    void aCloudThatIsNotConfiguredAnyMoreIsNotToldToBeSilent() throws Exception {
        bed.cloud.failNext("showShare", Fault.noAnswer());
        silentCall();
        configured.clear();
        assertThat(watch.silences(Duration.ZERO)).isEmpty();
        configured.add("lab");
        assertThat(watch.silences(Duration.ZERO)).as("a new one of that name").isEmpty();
    }

    @Test
    void aCloudIsSilentFromTheFirstCallThatIsNotAnsweredUntilOneIs() throws Exception {
        bed.cloud.failNext("showShare", Fault.noAnswer());
        bed.cloud.failNext("showShare", Fault.noAnswer());
        silentCall();
        bed.clock.advance(Duration.ofMinutes(20));
        silentCall();

        assertThat(watch.silences(Duration.ZERO)).singleElement().satisfies(silence -> {
            assertThat(silence.cloud()).isEqualTo("lab");
            assertThat(silence.since()).isEqualTo(TestBed.START);
            assertThat(silence.lastAsked()).isEqualTo(TestBed.START.plus(Duration.ofMinutes(20)));
            assertThat(silence.why()).isNotBlank();
        });
        assertThat(watch.silences(Duration.ofMinutes(20))).hasSize(1);
        assertThat(watch.silences(Duration.ofMinutes(21))).isEmpty();
        cloud.shares().showShare(bed.productionShare);
        assertThat(watch.silences(Duration.ZERO)).isEmpty();
    }

    @Test
    void aCloudKeepsItsCounterUntilItIsAnotherOne() throws Exception {
        TestBed other = new TestBed();
        Cloud[] now = {bed.cloud};
        MeteredClouds clouds = new MeteredClouds(name -> now[0], metrics, watch);

        Cloud first = clouds.get("lab");
        assertThat(clouds.get("lab")).isSameAs(first);
        now[0] = other.cloud;
        assertThat(clouds.get("lab")).isNotSameAs(first);
        clouds.get("lab").shares().showShare(other.productionShare);
    }

    /** What is kept for each cloud - what its lists said last, who waits for its quotas - is found again by it. */
    @Test
    void aCountedCloudIsItselfAndNotTheOneItStandsBefore() throws Exception {
        MeteredClouds clouds = new MeteredClouds(name -> bed.cloud, metrics, watch);

        Cloud counted = clouds.get("lab");
        assertThat(counted).isEqualTo(clouds.get("lab")).isNotEqualTo(bed.cloud).isNotEqualTo(cloud);
        assertThat(counted).hasSameHashCodeAs(clouds.get("lab")).hasToString(bed.cloud.toString());
    }

    @Test
    void leaksAreCounted() {
        metrics.leakFound("lab");

        assertThat(value("dataclone_leaks_found_total", "", Map.of("cloud", "lab")))
                .isEqualTo(1);
    }

    private void silentCall() {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> cloud.shares().showShare(bed.productionShare));
    }

    private double value(String name, String suffix, Map<String, String> labels) {
        return metrics.families(bed.ledger().all()).stream()
                .filter(family -> family.name().equals(name))
                .flatMap(family -> family.samples().stream())
                .filter(sample ->
                        sample.suffix().equals(suffix) && sample.labels().equals(labels))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
