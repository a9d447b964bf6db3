package io.jenkins.plugins.dataclone.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Pages of lists: by offset as in Manila, by marker as in Cinder. */
final class Page {
    private Page() {}

    /** The part of the rows that {@code limit} and {@code offset} ask for; a marker is not looked at. */
    static <T> List<T> window(Call call, List<T> rows, int max) {
        int offset = number(call, "offset", 0);
        int limit = Math.min(number(call, "limit", max), max);
        int from = Math.min(offset, rows.size());
        return new ArrayList<>(rows.subList(from, Math.min(rows.size(), from + limit)));
    }

    /** The part of the rows after the {@code marker}; an unknown marker is a 404. */
    static <T extends Resource> List<T> afterMarker(Call call, List<T> rows, int max) {
        String marker = call.query.get("marker");
        int from = number(call, "offset", 0);
        if (marker != null) {
            int at = 0;
            while (at < rows.size() && !rows.get(at).id.equals(marker)) {
                at++;
            }
            if (at == rows.size()) {
                throw new ApiError(404, "Marker " + marker + " could not be found.");
            }
            from = at + 1;
        }
        int limit = Math.min(number(call, "limit", max), max);
        from = Math.min(from, rows.size());
        return new ArrayList<>(rows.subList(from, Math.min(rows.size(), from + limit)));
    }

    static <T extends Resource> List<Object> views(List<T> rows, Function<T, Map<String, Object>> view) {
        List<Object> views = new ArrayList<>();
        rows.forEach(row -> views.add(view.apply(row)));
        return views;
    }

    /** A full page carries a link to the next one, whether there is more or not. */
    static boolean full(Call call, List<?> page, int max) {
        int limit = call.query.containsKey("limit") ? Math.min(number(call, "limit", max), max) : max;
        return limit > 0 && page.size() == limit;
    }

    /** The same query with its marker replaced. */
    static String nextQuery(Call call, String marker) {
        return nextQuery(call, marker, false);
    }

    /** The same without {@code with_count}, as Manila does before 2.42. */
    static String nextQuery(Call call, String marker, boolean dropsCount) {
        StringBuilder query = new StringBuilder();
        if (call.rawQuery != null) {
            for (String pair : call.rawQuery.split("&")) {
                if (!pair.startsWith("marker=") && !(dropsCount && pair.startsWith("with_count="))) {
                    query.append(query.length() == 0 ? "" : "&").append(pair);
                }
            }
        }
        return query.append(query.length() == 0 ? "" : "&")
                .append("marker=")
                .append(marker)
                .toString();
    }

    private static int number(Call call, String name, int otherwise) {
        String text = call.query.get(name);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        int value;
        try {
            value = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ApiError(400, name + " param must be an integer");
        }
        if (value < 0) {
            throw new ApiError(400, name + " param must be positive");
        }
        return value;
    }
}
