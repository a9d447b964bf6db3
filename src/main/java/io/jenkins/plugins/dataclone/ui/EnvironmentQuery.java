package io.jenkins.plugins.dataclone.ui;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What somebody wants to see of the environments: the words and choices in the address of the page.
 *
 * @param words what to look for; empty for everything
 * @param state key of a {@link Status}, {@link #ALL}, or empty for all that is not gone
 * @param cloud name of a cloud, or empty for all
 * @param folder full name of a folder, or empty for all
 * @param sort in which order
 */
record EnvironmentQuery(String words, String state, String cloud, String folder, Sort sort) {
    /** Shows also what is gone. */
    static final String ALL = "all";

    /** Orders that one may ask for. */
    enum Sort {
        /** Youngest first. */
        AGE(Comparator.comparingLong(EnvironmentSummary::getAgeSeconds)),
        /** What has the least time left first. */
        EXPIRES(Comparator.comparingLong(EnvironmentSummary::getExpiresSeconds)),
        /** By job and number. */
        BUILD(Comparator.comparing(EnvironmentSummary::getRun, String.CASE_INSENSITIVE_ORDER)),
        SOURCE(Comparator.comparing(EnvironmentSummary::getSourceText, String.CASE_INSENSITIVE_ORDER)),
        /** What needs attention first. */
        STATE(Comparator.comparing(EnvironmentSummary::getStatus, Comparator.comparingInt(Sort::urgency))),
        /** Largest first. */
        SIZE(Comparator.comparingInt(EnvironmentSummary::getSizeGiB).reversed());

        private final Comparator<EnvironmentSummary> order;

        Sort(Comparator<EnvironmentSummary> order) {
            this.order =
                    order.thenComparing(EnvironmentSummary::getAgeSeconds).thenComparing(EnvironmentSummary::getId);
        }

        /** The word in addresses. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The words for people. */
        public String label() {
            return switch (this) {
                case AGE -> Messages.EnvironmentQuery_ByAge();
                case EXPIRES -> Messages.EnvironmentQuery_ByExpiry();
                case BUILD -> Messages.EnvironmentQuery_ByBuild();
                case SOURCE -> Messages.EnvironmentQuery_BySource();
                case STATE -> Messages.EnvironmentQuery_ByState();
                case SIZE -> Messages.EnvironmentQuery_BySize();
            };
        }

        private static int urgency(Status status) {
            return switch (status) {
                case STUCK -> 0;
                case REMOVING -> 1;
                case MAKING -> 2;
                case READY -> 3;
                case KEPT -> 4;
                case GONE, DISOWNED -> 5;
            };
        }

        private static Sort of(String key) {
            for (Sort sort : values()) {
                if (sort.key().equals(key)) {
                    return sort;
                }
            }
            return AGE;
        }
    }

    /**
     * Reads it from an address. What is not understood is as if it were not there.
     *
     * @param parameter gives the value of a parameter, or null
     */
    static EnvironmentQuery of(UnaryOperator<String> parameter) {
        String state = text(parameter.apply("state"));
        return new EnvironmentQuery(
                text(parameter.apply("q")),
                state.equals(ALL) || Status.find(state).isPresent() ? state : "",
                text(parameter.apply("cloud")),
                text(parameter.apply("folder")),
                Sort.of(text(parameter.apply("sort"))));
    }

    /** Those of the given environments that are wanted, in the wanted order. */
    List<EnvironmentSummary> select(List<EnvironmentSummary> environments) {
        return environments.stream().filter(this::matches).sorted(sort.order).toList();
    }

    /** Whether it narrows down what is shown. */
    boolean isNarrow() {
        return !words.isEmpty() || !state.isEmpty() || !cloud.isEmpty() || !folder.isEmpty();
    }

    private boolean matches(EnvironmentSummary environment) {
        return isInState(environment)
                && (cloud.isEmpty() || environment.getClouds().contains(cloud))
                && (folder.isEmpty() || isIn(folder, environment.getFolder()))
                && (words.isEmpty() || environment.mentions(words));
    }

    private boolean isInState(EnvironmentSummary environment) {
        if (state.isEmpty()) {
            return !environment.getStatus().isOver();
        }
        return state.equals(ALL) || environment.getState().equals(state);
    }

    private static boolean isIn(String folder, String other) {
        return other.equals(folder) || other.startsWith(folder + "/");
    }

    private static String text(String value) {
        return value == null ? "" : value.trim();
    }
}
