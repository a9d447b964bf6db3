package io.jenkins.plugins.dataclone.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lengths of time counted in buckets, for each combination of label values. Thread-safe. */
final class Histograms {
    /** Upper bounds in seconds: a thin clone takes a few, a bay minutes, a full copy up to an hour. */
    static final List<Integer> BOUNDS = List.of(1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600);

    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<String, Histogram> values = new TreeMap<>();

    private static final class Histogram {
        private final List<String> labelValues;
        /** How many were not longer than the bound of the same index. */
        private final long[] within = new long[BOUNDS.size()];

        private long count;
        private double sum;

        Histogram(List<String> labelValues) {
            this.labelValues = labelValues;
        }
    }

    Histograms(String name, String help, List<String> labels) {
        this.name = name;
        this.help = help;
        this.labels = labels;
    }

    synchronized void observe(Duration time, String... labelValues) {
        Histogram histogram =
                values.computeIfAbsent(String.join("\n", labelValues), key -> new Histogram(List.of(labelValues)));
        double seconds = time.toMillis() / 1000.0;
        histogram.count++;
        histogram.sum += seconds;
        for (int i = 0; i < BOUNDS.size(); i++) {
            if (seconds <= BOUNDS.get(i)) {
                histogram.within[i]++;
            }
        }
    }

    synchronized MetricFamily family() {
        List<MetricFamily.Sample> samples = new ArrayList<>();
        for (Histogram histogram : values.values()) {
            for (int i = 0; i < BOUNDS.size(); i++) {
                samples.add(bucket(histogram, Integer.toString(BOUNDS.get(i)), histogram.within[i]));
            }
            samples.add(bucket(histogram, "+Inf", histogram.count));
            Map<String, String> own = Counters.labelled(labels, histogram.labelValues);
            samples.add(new MetricFamily.Sample("_sum", own, histogram.sum));
            samples.add(new MetricFamily.Sample("_count", own, histogram.count));
        }
        return new MetricFamily(name, help, MetricFamily.Type.HISTOGRAM, samples);
    }

    private MetricFamily.Sample bucket(Histogram histogram, String bound, long number) {
        Map<String, String> own = Counters.labelled(labels, histogram.labelValues);
        own.put("le", bound);
        return new MetricFamily.Sample("_bucket", own, number);
    }
}
