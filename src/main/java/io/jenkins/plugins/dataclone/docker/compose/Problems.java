package io.jenkins.plugins.dataclone.docker.compose;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with one file, so that its author learns of everything at once. */
final class Problems {
    /** More would hide the first ones in a build log. */
    private static final int SHOWN = 20;

    /** Whoever has more has made them on purpose. */
    private static final int MOST = 1_000;

    private static final int LONGEST = 1_000;

    private record Problem(int line, String text) {}

    private final String file;
    private final Set<Problem> found = new LinkedHashSet<>();

    Problems(String file) {
        this.file = file;
    }

    /** Notes a problem; repeated ones (of a merged or aliased part) are noted once. */
    void add(int line, String text) {
        if (found.size() < MOST) {
            found.add(new Problem(line, text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "..."));
        }
    }

    /** @throws CloudException of kind REFUSED if anything was noted */
    void refuseIfAny() throws CloudException {
        if (!found.isEmpty()) {
            throw CloudException.of(CloudException.Kind.REFUSED, message());
        }
    }

    private String message() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Problem::line));
        if (sorted.size() == 1) {
            return file + ", line " + sorted.get(0).line() + ": "
                    + sorted.get(0).text();
        }
        StringBuilder message = new StringBuilder(file)
                .append(" cannot be deployed, it has ")
                .append(sorted.size() < MOST ? "" : "at least ")
                .append(sorted.size())
                .append(" problems:");
        sorted.stream().limit(SHOWN).forEach(problem -> message.append("\n  line ")
                .append(problem.line())
                .append(": ")
                .append(problem.text()));
        if (sorted.size() > SHOWN) {
            message.append("\n  and ").append(sorted.size() - SHOWN).append(" more");
        }
        return message.toString();
    }
}
