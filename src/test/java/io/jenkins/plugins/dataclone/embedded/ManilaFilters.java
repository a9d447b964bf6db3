package io.jenkins.plugins.dataclone.embedded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What list queries filter by; unknown filters are not looked at, as in Manila. */
final class ManilaFilters {
    private static final Pattern PAIR = Pattern.compile("u?['\"]([^'\"]*)['\"]\\s*:\\s*u?['\"]([^'\"]*)['\"]");

    private ManilaFilters() {}

    static List<Share> shares(Call call, List<Share> rows) {
        return rows.stream()
                .filter(common(call))
                .filter(share -> share(call, share))
                .toList();
    }

    static List<ShareSnapshot> snapshots(Call call, List<ShareSnapshot> rows) {
        return rows.stream()
                .filter(common(call))
                .filter(snapshot -> equal(call, "share_id", snapshot.share.id)
                        && equal(call, "size", String.valueOf(snapshot.shareSize)))
                .toList();
    }

    private static boolean share(Call call, Share share) {
        String type = call.query.get("share_type_id");
        return equal(call, "snapshot_id", share.snapshotId)
                && equal(call, "share_network_id", share.shareNetworkId)
                && (type == null || type.equals(share.type.id()))
                && metadata(call, share);
    }

    private static Predicate<Resource> common(Call call) {
        return row -> equal(call, "name", row.name)
                && equal(call, "display_name", row.name)
                && equal(call, "status", row.status)
                && contains(call, "name~", row.name)
                && contains(call, "description~", row.description);
    }

    private static boolean equal(Call call, String filter, String value) {
        return !call.query.containsKey(filter) || call.query.get(filter).equals(value);
    }

    /** Before 2.36 inexact filters are dropped, which lists everything. */
    private static boolean contains(Call call, String filter, String value) {
        String wanted = call.query.get(filter);
        return wanted == null || call.minor < 36 || (value != null && value.contains(wanted));
    }

    /** The value is a Python dictionary or JSON; both parse here. */
    private static boolean metadata(Call call, Share share) {
        String text = call.query.get("metadata");
        return text == null || share.metadata.entrySet().containsAll(pairs(text).entrySet());
    }

    static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher matcher = PAIR.matcher(text);
        while (matcher.find()) {
            pairs.put(matcher.group(1), matcher.group(2));
        }
        return pairs;
    }
}
