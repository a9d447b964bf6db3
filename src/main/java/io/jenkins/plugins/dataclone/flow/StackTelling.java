package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.port.StackProgress;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells how far Heat has come, at every tenth of the way. */
final class StackTelling {
    private static final int PERCENT_STEP = 10;

    private final Flow<?> flow;
    private int toldPercent;

    StackTelling(Flow<?> flow) {
        this.flow = flow;
    }

    /** @param what whose resources they are, at the start of a sentence */
    void tell(String what, StackProgress progress) {
        tell(what, progress, () -> "");
    }

    /**
     * The same with a forecast.
     *
     * @param forecast asked when there is something to tell; may be empty
     */
    void tell(String what, StackProgress progress, Supplier<String> forecast) {
        if (progress.total() == 0) {
            return;
        }
        int percent = 100 * progress.complete() / progress.total();
        if (percent >= toldPercent + PERCENT_STEP) {
            toldPercent = percent - percent % PERCENT_STEP;
            flow.say(what + ": " + words(progress) + " (" + percent + " %)"
                    + Optional.ofNullable(progress.current())
                            .map(current -> ", working on " + current)
                            .orElse("")
                    + forecast.get());
        }
    }

    /** The way begins anew. */
    void restart() {
        toldPercent = 0;
    }

    private static String words(StackProgress progress) {
        return progress.complete() + " of " + progress.total() + " Heat resources complete";
    }
}
