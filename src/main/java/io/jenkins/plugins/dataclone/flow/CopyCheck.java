package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the clones of a share or volume type are full copies, judged by how long those took that the ledger remembers: a thin
 * clone takes as long whatever its size. Clones of one size prove nothing, and a single slow one neither.
 */
final class CopyCheck {
    /** How much larger the larger ones have to be: waiting in growing steps makes times uncertain by more than half. */
    private static final int SIZE_RATIO = 3;
    /** How much of the growth in size has to be found in the time. */
    private static final double SHARE_OF_GROWTH = 0.75;

    private static final Duration NOTICEABLE = Duration.ofSeconds(10);
    /** How many clones of a size there have to be. */
    private static final int ENOUGH = 2;

    /** What is compared: clones of these two sizes, with what they took. */
    record Evidence(int smallGiB, Duration small, int largeGiB, Duration large) {
        @Override
        public String toString() {
            return "clones of " + smallGiB + " GiB took " + Flow.spoken(small) + ", those of " + largeGiB + " GiB "
                    + Flow.spoken(large);
        }
    }

    private CopyCheck() {}

    /**
     * What the log says after a clone if its storage copies, which makes clones slow and large, and nobody would know why.
     *
     * @param environments all that the ledger has
     */
    static Optional<String> fullCopies(List<Environment> environments, Resource clone) {
        String type = clone.attribute(CloneFlow.TYPE).orElse("");
        if (type.isEmpty()) {
            return Optional.empty();
        }
        List<Resource> alike = environments.stream()
                .flatMap(environment -> environment.resources().stream())
                .filter(other -> other.kind() == clone.kind() && other.cloud().equals(clone.cloud()))
                .filter(other -> other.attribute(CloneFlow.TYPE).equals(Optional.of(type)))
                .toList();
        return fullCopies(alike)
                .map(evidence -> (clone.kind() == ResourceKind.VOLUME ? "Volume" : "Share") + " type '" + type
                        + "' on cloud '" + clone.cloud() + "' copies in full: " + evidence
                        + "; thin clones take as long whatever their size");
    }

    /** @param clones clones of one type on one cloud; those that are not ready or tell no size do not count */
    static Optional<Evidence> fullCopies(List<Resource> clones) {
        TreeMap<Integer, Duration> times = new TreeMap<>();
        Map<Integer, List<Duration>> bySize = clones.stream()
                .filter(clone -> clone.requestedAt() != null && clone.readyAt() != null && size(clone) > 0)
                .collect(Collectors.groupingBy(
                        CopyCheck::size,
                        Collectors.mapping(
                                clone -> Duration.between(clone.requestedAt(), clone.readyAt()), Collectors.toList())));
        bySize.forEach((size, took) -> {
            if (took.size() >= ENOUGH) {
                times.put(size, median(took));
            }
        });
        if (times.isEmpty()) {
            return Optional.empty();
        }
        Map.Entry<Integer, Duration> small = times.firstEntry();
        Map.Entry<Integer, Duration> large = times.lastEntry();
        double sizes = (double) large.getKey() / small.getKey();
        double grown = (double) large.getValue().toMillis()
                / Math.max(1, small.getValue().toMillis());
        boolean noticeable = large.getValue().minus(small.getValue()).compareTo(NOTICEABLE) >= 0;
        return sizes >= SIZE_RATIO && grown >= SHARE_OF_GROWTH * sizes && noticeable
                ? Optional.of(new Evidence(small.getKey(), small.getValue(), large.getKey(), large.getValue()))
                : Optional.empty();
    }

    private static int size(Resource clone) {
        return Integer.parseInt(clone.attribute(CloneFlow.SIZE).orElse("0"));
    }

    private static Duration median(List<Duration> took) {
        List<Duration> sorted = took.stream().sorted().toList();
        Duration upper = sorted.get(sorted.size() / 2);
        Duration lower = sorted.get((sorted.size() - 1) / 2);
        return upper.plus(lower).dividedBy(2);
    }
}
