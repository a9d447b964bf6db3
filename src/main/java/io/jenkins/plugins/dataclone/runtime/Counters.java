package io.jenkins.plugins.dataclone.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Numbers that only grow, one for each combination of label values. Thread-safe. */
final class Counters {
    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<List<String>, LongAdder> values = new ConcurrentHashMap<>();

    Counters(String name, String help, List<String> labels) {
        this.name = name;
        this.help = help;
        this.labels = labels;
        if (labels.isEmpty()) {
            values.put(List.of(), new LongAdder());
        }
    }

    void add(String... labelValues) {
        values.computeIfAbsent(List.of(labelValues), key -> new LongAdder()).increment();
    }

    MetricFamily family() {
        List<MetricFamily.Sample> samples = new ArrayList<>();
        values.forEach((key, value) -> samples.add(new MetricFamily.Sample("", labelled(labels, key), value.sum())));
        samples.sort((a, b) -> a.labels().toString().compareTo(b.labels().toString()));
        return new MetricFamily(name, help, MetricFamily.Type.COUNTER, samples);
    }

    static Map<String, String> labelled(List<String> names, List<String> values) {
        Map<String, String> labelled = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            labelled.put(names.get(i), values.get(i));
        }
        return labelled;
    }
}
