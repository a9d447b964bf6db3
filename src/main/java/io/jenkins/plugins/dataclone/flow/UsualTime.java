package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.Resource;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long it usually takes until something is ready: what the latest of the same kind took, from the same data source or bay
 * template.
 *
 * @param median of them
 * @param longest of them
 * @param earlier how many there were
 */
public record UsualTime(Duration median, Duration longest, int earlier) {
    /** Older ones say little of a cloud as it is now. */
    private static final int ENOUGH = 20;
    /** What is ready sooner is not worth a word. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    private static final int SECONDS_STEP = 5;

    /** What earlier ones took; empty if there were none. */
    public static Optional<UsualTime> of(Ledger ledger, Resource wanted) {
        List<Duration> took = Stream.concat(ledger.all().stream(), ledger.recent().stream())
                .flatMap(environment -> environment.resources().stream())
                .filter(other -> isAlike(other, wanted))
                .sorted((a, b) -> b.readyAt().compareTo(a.readyAt()))
                .limit(ENOUGH)
                .map(other -> Duration.between(other.requestedAt(), other.readyAt()))
                .sorted()
                .toList();
        return took.isEmpty()
                ? Optional.empty()
                : Optional.of(new UsualTime(took.get(took.size() / 2), Collections.max(took), took.size()));
    }

    private static boolean isAlike(Resource other, Resource wanted) {
        return other.kind() == wanted.kind()
                && other.cloud().equals(wanted.cloud())
                && !other.name().equals(wanted.name())
                && other.requestedAt() != null
                && other.readyAt() != null
                && !other.readyAt().isBefore(other.requestedAt())
                && other.attribute(CloneFlow.DATA_SOURCE).equals(wanted.attribute(CloneFlow.DATA_SOURCE))
                && other.attribute(BayFlow.TEMPLATE).equals(wanted.attribute(BayFlow.TEMPLATE));
    }

    /** At the start: {@code , usually ready after about 2 min (5 earlier ones)}; nothing if it is ready at once. */
    String announced() {
        return median.compareTo(SHORT) < 0 ? "" : ", usually ready after about " + spoken(median) + " (" + ones() + ")";
    }

    /**
     * On the way: {@code about 2 min left, judging by 5 earlier ones}.
     *
     * @param passed since it was asked for
     */
    public String left(Duration passed) {
        if (passed.compareTo(longest) > 0) {
            return "longer than " + (earlier == 1 ? "the earlier one" : "any of " + ones()) + " took";
        }
        Duration left = median.minus(passed);
        return (left.compareTo(Duration.ZERO) > 0 ? "about " + spoken(left) + " left" : "any moment now")
                + ", judging by "
                + ones();
    }

    private String ones() {
        return earlier == 1 ? "1 earlier one" : earlier + " earlier ones";
    }

    /** Forecasts are no more exact than this. */
    private static String spoken(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds >= 90
                ? Math.round(seconds / 60.0) + " min"
                : Math.max(SECONDS_STEP, (seconds + SECONDS_STEP / 2) / SECONDS_STEP * SECONDS_STEP) + " s";
    }
}
