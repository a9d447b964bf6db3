package io.jenkins.plugins.dataclone.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the engines of a bay mount clones: a Docker volume driver and its options, with place holders for what is known only once
 * the clone is there.
 *
 * @param driver {@link #NFS}, or the name of a volume plugin on the bay's nodes
 * @param options the plugin's options; place holders as in {@link #PLACE_HOLDERS}, in braces
 */
public record VolumeTemplate(String driver, Map<String, String> options) {
    /** Docker's own driver, which mounts NFS through the kernel and needs no options. */
    public static final String NFS = "nfs";
    /** What may stand in braces in an option: the clone's id, name, host, path and export location. */
    public static final List<String> PLACE_HOLDERS = List.of("id", "name", "host", "path", "export");

    private static final Pattern PLACE_HOLDER = Pattern.compile("\\{([^{}]*)}");

    public VolumeTemplate {
        Objects.requireNonNull(driver, "driver");
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    public static VolumeTemplate nfs() {
        return new VolumeTemplate(NFS, Map.of());
    }

    /** The volume that stands for that clone. */
    public Volume of(CloneResult clone, boolean readOnly) {
        if (driver.equals(NFS)) {
            return Volume.nfs(clone.export(), readOnly);
        }
        Map<String, String> known = Map.of(
                "id", clone.id(),
                "name", clone.name(),
                "host", clone.export().host(),
                "path", clone.export().path(),
                "export", clone.export().location());
        Map<String, String> filled = new TreeMap<>();
        options.forEach((key, value) -> filled.put(
                key,
                PLACE_HOLDER
                        .matcher(value)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(known.getOrDefault(found.group(1), found.group())))));
        return new Volume(driver, filled);
    }

    /** The place holders in a text, known or not. */
    public static List<String> placeHoldersIn(String text) {
        return PLACE_HOLDER.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
