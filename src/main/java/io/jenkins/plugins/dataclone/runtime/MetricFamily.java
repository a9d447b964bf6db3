package io.jenkins.plugins.dataclone.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One thing that is measured, with its values.
 *
 * @param name with its unit, in Prometheus' manner
 * @param help one sentence
 * @param type what kind of number it is
 * @param samples the values
 */
public record MetricFamily(String name, String help, Type type, List<Sample> samples) {
    public MetricFamily {
        samples = List.copyOf(samples);
    }

    /** What kind of number it is. */
    public enum Type {
        /** Goes up only. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** Counts in buckets with upper bounds. */
        HISTOGRAM
    }

    /**
     * A value.
     *
     * @param suffix what is added to the family's name: {@code _bucket}, {@code _sum}, {@code _count}, or nothing
     * @param labels in order
     */
    public record Sample(String suffix, Map<String, String> labels, double value) {
        public Sample {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }
    }
}
