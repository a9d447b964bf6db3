package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All objects of one kind, in the order they were made. Guarded by the lock of the cloud. */
final class Table<T extends Resource> {
    private final Kind kind;
    private final Faults faults;
    private final Map<String, T> rows = new LinkedHashMap<>();
    /** All that were ever made through the API, gone ones too. */
    private final List<T> made = new ArrayList<>();

    Table(Kind kind, Faults faults) {
        this.kind = kind;
        this.faults = faults;
    }

    T add(T row) {
        rows.put(row.id, row);
        if (!row.furniture && !row.production) {
            made.add(row);
            faults.lag(kind, row);
        }
        return row;
    }

    void remove(T row) {
        rows.remove(row.id);
    }

    /** The object with this id whoever owns it, or null. */
    T get(String id) {
        return rows.get(id);
    }

    /** The object as its project sees it: null when it is unknown or another project's. */
    T get(String id, String projectId) {
        T row = rows.get(id);
        return row == null || !row.projectId.equals(projectId) ? null : row;
    }

    List<T> all() {
        return new ArrayList<>(rows.values());
    }

    List<T> of(String projectId) {
        return rows.values().stream().filter(r -> r.projectId.equals(projectId)).toList();
    }

    /** What a list call shows to a project now; newest first. Counts as a list call for objects that lag. */
    List<T> list(String projectId, Instant now) {
        List<T> shown = new ArrayList<>();
        for (T row : rows.values()) {
            if (!row.projectId.equals(projectId)) {
                continue;
            }
            if (row.hiddenFromLists > 0) {
                row.hiddenFromLists--;
            } else if (!now.isBefore(row.listedFrom)) {
                shown.add(0, row);
            }
        }
        return shown;
    }

    int created() {
        return made.size();
    }

    List<T> made() {
        return made;
    }

    Kind kind() {
        return kind;
    }
}
