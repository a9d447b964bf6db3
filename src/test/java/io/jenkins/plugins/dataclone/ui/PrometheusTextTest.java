package io.jenkins.plugins.dataclone.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import io.jenkins.plugins.dataclone.runtime.MetricFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.security.access.AccessDeniedException;

class PrometheusTextTest {
    @RegisterExtension
    final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    @Test
    void writesTheTextFormat() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("cloud", "the \"lab\"\nin C:\\");
        labels.put("le", "0.5");
        String text = PrometheusText.of(List.of(
                new MetricFamily(
                        "plain_total",
                        "Plain.",
                        MetricFamily.Type.COUNTER,
                        List.of(new MetricFamily.Sample("", Map.of(), 3))),
                new MetricFamily(
                        "time_seconds",
                        "Two\nlines.",
                        MetricFamily.Type.HISTOGRAM,
                        List.of(new MetricFamily.Sample("_bucket", labels, 0.25)))));

        assertThat(text)
                .isEqualTo(String.join(
                        "\n",
                        "# HELP plain_total Plain.",
                        "# TYPE plain_total counter",
                        "plain_total 3",
                        "# HELP time_seconds Two\\nlines.",
                        "# TYPE time_seconds histogram",
                        "time_seconds_bucket{cloud=\"the \\\"lab\\\"\\nin C:\\\\\",le=\"0.5\"} 0.25",
                        ""));
    }

    @Test
    void isForThoseWhoMayView() throws Exception {
        jenkins.job("shop/orders");
        jenkins.environment("shop/orders#12");
        jenkins.grant("prometheus", DataClonePermissions.VIEW);
        EnvironmentsPage page = new EnvironmentsPage();

        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> jenkins.as("anonymous", page::doPrometheus));
        PlainAnswer answer = (PlainAnswer) jenkins.as("prometheus", page::doPrometheus);
        assertThat(answer.text())
                .contains("dataclone_environments{state=\"open\"} 1\n")
                .contains("dataclone_environments_opened_total 1\n")
                .contains("# TYPE dataclone_clone_seconds histogram\n");
        assertThat(answer.text().lines())
                .allMatch(line -> line.matches("# (HELP|TYPE) \\w+ .+|\\w+(\\{(\\w+=\"[^\"]*\",?)+})? [0-9.E+-]+"));
    }
}
