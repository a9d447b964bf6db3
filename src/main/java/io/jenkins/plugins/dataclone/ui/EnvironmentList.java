package io.jenkins.plugins.dataclone.ui;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** What the page of environments shows: the environments that were asked for, and what one may ask for. */
public final class EnvironmentList {
    /** More lines than that help nobody and take long to draw. */
    static final int MOST_ROWS = 250;

    private final EnvironmentQuery query;
    private final List<EnvironmentSummary> visible;
    private final List<EnvironmentSummary> selected;
    private final String problem;

    EnvironmentList(EnvironmentQuery query, List<EnvironmentSummary> visible) {
        this.query = query;
        this.visible = visible;
        this.selected = query.select(visible);
        this.problem = null;
    }

    /** There is nothing to show, for that reason. */
    EnvironmentList(EnvironmentQuery query, String problem) {
        this.query = query;
        this.visible = List.of();
        this.selected = List.of();
        this.problem = problem;
    }

    public List<EnvironmentSummary> getRows() {
        return selected.subList(0, Math.min(MOST_ROWS, selected.size()));
    }

    /** How many there are that were asked for, shown or not. */
    public int getCount() {
        return selected.size();
    }

    public boolean isCut() {
        return selected.size() > MOST_ROWS;
    }

    /** Why nothing can be shown, or null. */
    public String getProblem() {
        return problem;
    }

    /** Whether there is a line that the user may let live longer. */
    public boolean isExtendable() {
        return getRows().stream().anyMatch(EnvironmentSummary::isExtendable);
    }

    /** Whether there is a line that the user may take away. */
    public boolean isDestroyable() {
        return getRows().stream().anyMatch(EnvironmentSummary::isDestroyable);
    }

    /** Whether the user asked for some only. */
    public boolean isNarrow() {
        return query.isNarrow();
    }

    public String getWords() {
        return query.words();
    }

    /** States to choose from; the empty one is all that is not gone. */
    public List<Choice> getStates() {
        return Stream.concat(
                        Stream.of(choice("", Messages.EnvironmentList_NotGone(), query.state())),
                        Stream.concat(
                                Arrays.stream(Status.values())
                                        .map(status -> choice(status.key(), status.label(), query.state())),
                                Stream.of(choice(
                                        EnvironmentQuery.ALL, Messages.EnvironmentList_EveryState(), query.state()))))
                .toList();
    }

    /** Clouds to choose from: those that something visible is on. */
    public List<Choice> getClouds() {
        return choices(
                Messages.EnvironmentList_EveryCloud(),
                visible.stream().flatMap(environment -> environment.getClouds().stream()),
                query.cloud());
    }

    /** Folders to choose from: those with visible environments. */
    public List<Choice> getFolders() {
        return choices(
                Messages.EnvironmentList_EveryFolder(),
                visible.stream().map(EnvironmentSummary::getFolder),
                query.folder());
    }

    /** Orders to choose from. */
    public List<Choice> getSorts() {
        return Arrays.stream(EnvironmentQuery.Sort.values())
                .map(sort -> choice(sort.key(), sort.label(), query.sort().key()))
                .toList();
    }

    private static List<Choice> choices(String all, Stream<String> names, String chosen) {
        Stream<String> offered = Stream.concat(names, Stream.of(chosen)).filter(name -> !name.isEmpty());
        return Stream.concat(
                        Stream.of(choice("", all, chosen)),
                        offered.distinct().sorted().map(name -> choice(name, name, chosen)))
                .toList();
    }

    private static Choice choice(String value, String label, String chosen) {
        return new Choice(value, label, value.equals(chosen));
    }

    List<EnvironmentSummary> selected() {
        return Collections.unmodifiableList(selected);
    }

    /** One line of a drop-down. */
    public static final class Choice {
        private final String value;
        private final String label;
        private final boolean selected;

        private Choice(String value, String label, boolean selected) {
            this.value = value;
            this.label = label;
            this.selected = selected;
        }

        public String getValue() {
            return value;
        }

        public String getLabel() {
            return label;
        }

        public boolean isSelected() {
            return selected;
        }
    }
}
