package io.jenkins.plugins.dataclone.chaos;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What many worlds come to. Thread-safe. */
final class Tally {
    private final Map<Hazard, Integer> hazards = new EnumMap<>(Hazard.class);
    private final Map<BuildRun.Result, Integer> results = new EnumMap<>(BuildRun.Result.class);
    private int worlds;
    private int environments;
    private int leaks;
    private int doubles;
    private int late;
    private int productionWrites;
    private int foreignDeletions;
    private int turnedResults;
    private Duration worstCleaning = Duration.ZERO;

    synchronized void struck(Hazard hazard) {
        hazards.merge(hazard, 1, Integer::sum);
    }

    synchronized int times(Hazard hazard) {
        return hazards.getOrDefault(hazard, 0);
    }

    synchronized void opened() {
        environments++;
    }

    synchronized void ended(BuildRun.Result result) {
        results.merge(result, 1, Integer::sum);
    }

    synchronized void cleaned(Duration time) {
        worstCleaning = time.compareTo(worstCleaning) > 0 ? time : worstCleaning;
    }

    /**
     * The end of a world.
     *
     * @param lateTwins objects that were made by a request that was given up long before
     */
    synchronized void judged(int left, int madeTwice, int lateTwins, int production, int foreign, int turned) {
        worlds++;
        leaks += left;
        doubles += madeTwice;
        late += lateTwins;
        productionWrites += production;
        foreignDeletions += foreign;
        turnedResults += turned;
    }

    /** All that another one has counted, which counts no more. */
    synchronized void add(Tally other) {
        other.hazards.forEach((hazard, times) -> hazards.merge(hazard, times, Integer::sum));
        other.results.forEach((result, times) -> results.merge(result, times, Integer::sum));
        worlds += other.worlds;
        environments += other.environments;
        leaks += other.leaks;
        doubles += other.doubles;
        late += other.late;
        productionWrites += other.productionWrites;
        foreignDeletions += other.foreignDeletions;
        turnedResults += other.turnedResults;
        cleaned(other.worstCleaning);
    }

    synchronized int environments() {
        return environments;
    }

    synchronized Duration worstCleaning() {
        return worstCleaning;
    }

    @Override
    public synchronized String toString() {
        String faults = hazards.entrySet().stream()
                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        String ends = results.entrySet().stream()
                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return environments + " environments in " + worlds + " worlds (builds: " + ends + "); faults: " + faults
                + "; leaks " + leaks + ", double creates " + doubles + " (late twins taken away " + late
                + "), production writes " + productionWrites + ", foreign deletions " + foreignDeletions
                + ", results turned " + turnedResults + "; worst time to clean " + worstCleaning.toSeconds() + " s";
    }
}
