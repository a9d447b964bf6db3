package hudson.model;

import java.io.Serializable;
import java.util.stream.Stream;

public final class Result implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String name;

    private Result(String name, int ordinal, boolean completeBuild) {
        this.name = name;
        this.ordinal = ordinal;
        this.completeBuild = completeBuild;
    }

    public static final Result SUCCESS = new Result("SUCCESS", 0, true);

    public static final Result UNSTABLE = new Result("UNSTABLE", 1, true);

    public static final Result FAILURE = new Result("FAILURE", 2, true);

    public static final Result NOT_BUILT = new Result("NOT_BUILT", 3, false);

    public static final Result ABORTED = new Result("ABORTED", 4, false);

    public final int ordinal;

    public final boolean completeBuild;

    public Result combine(Result result) {
        return ordinal < result.ordinal ? result : this;
    }

    public static Result combine(Result result, Result result2) {
        return result == null ? result2 : result2 == null ? result : result.combine(result2);
    }

    public boolean isBetterThan(Result result) {
        return ordinal < result.ordinal;
    }

    public boolean isBetterOrEqualTo(Result result) {
        return ordinal <= result.ordinal;
    }

    public boolean isWorseThan(Result result) {
        return ordinal > result.ordinal;
    }

    public boolean isWorseOrEqualTo(Result result) {
        return ordinal >= result.ordinal;
    }

    public boolean isCompleteBuild() {
        return completeBuild;
    }

    public static Result fromString(String text) {
        return Stream.of(SUCCESS, UNSTABLE, FAILURE, NOT_BUILT, ABORTED)
                .filter(result -> result.name.equalsIgnoreCase(text))
                .findFirst()
                .orElse(FAILURE);
    }

    @Override
    public String toString() {
        return name;
    }
}
