package io.jenkins.plugins.dataclone.ui;

import io.jenkins.plugins.dataclone.runtime.MetricFamily;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes measured values as Prometheus reads them: its text format, version 0.0.4. */
final class PrometheusText {
    /** Media type of the answer. */
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private PrometheusText() {}

    static String of(List<MetricFamily> families) {
        StringBuilder out = new StringBuilder();
        for (MetricFamily family : families) {
            out.append("# HELP ")
                    .append(family.name())
                    .append(' ')
                    .append(line(family.help()))
                    .append('\n');
            out.append("# TYPE ")
                    .append(family.name())
                    .append(' ')
                    .append(family.type().name().toLowerCase(Locale.ROOT))
                    .append('\n');
            family.samples().forEach(sample -> write(out, family.name(), sample));
        }
        return out.toString();
    }

    private static void write(StringBuilder out, String name, MetricFamily.Sample sample) {
        out.append(name).append(sample.suffix());
        String separator = "{";
        for (Map.Entry<String, String> label : sample.labels().entrySet()) {
            out.append(separator)
                    .append(label.getKey())
                    .append("=\"")
                    .append(line(label.getValue()).replace("\"", "\\\""))
                    .append('"');
            separator = ",";
        }
        out.append(sample.labels().isEmpty() ? " " : "} ")
                .append(number(sample.value()))
                .append('\n');
    }

    /** Back slashes and line ends are written out in every text. */
    private static String line(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
