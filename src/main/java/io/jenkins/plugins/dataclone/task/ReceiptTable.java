package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.model.Resource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** The receipt of an environment as a table in the log: each object, when it was made, when it was gone, and how that is known. */
final class ReceiptTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final List<String> HEADINGS = List.of("resource", "name", "id", "asked for", "gone", "confirmed");

    private ReceiptTable() {}

    /** What was only written down is left out; times are UTC. */
    static List<String> of(Environment environment) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        environment
                .resources(r -> r.requestedAt() != null)
                .forEach(r -> rows.add(List.of(
                        r.kind().label(),
                        r.name(),
                        r.id() == null || r.id().equals(r.name()) ? "-" : r.id(),
                        time(r.requestedAt()),
                        time(r.goneAt()),
                        confirmed(r))));
        return rows.size() == 1 ? List.of() : lines(rows);
    }

    private static String confirmed(Resource resource) {
        return resource.isGone()
                ? resource.goneProof().map(GoneProof::label).orElse("")
                : "STILL THERE" + (resource.problem() == null ? "" : ": " + resource.problem());
    }

    private static String time(Instant time) {
        return time == null ? "-" : TIME.format(time);
    }

    private static List<String> lines(List<List<String>> rows) {
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length - 1; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < widths.length; i++) {
                line.append(' ').append(row.get(i));
                line.append(" ".repeat(Math.max(0, widths[i] - row.get(i).length())));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
