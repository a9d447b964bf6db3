package io.jenkins.plugins.dataclone.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the engines of a bay mount clones: a Docker volume driver and its options, with place holders for what is known only once
 * the clone is there.
 *
 * @param driver {@link #NFS}, {@link #CINDER}, or the name of a volume plugin on the bay's nodes
 * @param options the driver's options; place holders as in {@link #PLACE_HOLDERS}, in braces
 */
public record VolumeTemplate(String driver, Map<String, String> options) {
    /** Docker's own driver, which mounts NFS through the kernel and needs no options. */
    public static final String NFS = "nfs";
    /**
     * Docker's own driver on a disk: the volume is attached to one node of the bay, and whatever mounts it runs there. Options
     * are those of the mount, {@code type} (default {@code ext4}), {@code device} and {@code o}.
     */
    public static final String CINDER = "cinder";
    /**
     * What may stand in braces in an option: the clone's id, the first 20 characters of it, which is all that a disk's serial
     * number has room for, its name; of a share the host, path and export location; of a volume the device as Nova calls it.
     */
    public static final List<String> PLACE_HOLDERS =
            List.of("id", "shortId", "name", "host", "path", "export", "device");

    private static final Pattern PLACE_HOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final int SERIAL_NUMBER = 20;
    /**
     * The name that a kernel makes of the disk's serial number, which Nova sets to the volume's id. A plain {@code /dev/vdb} may
     * be another disk's.
     */
    private static final String DISK = "/dev/disk/by-id/virtio-{shortId}";

    public VolumeTemplate {
        Objects.requireNonNull(driver, "driver");
        options = Collections.unmodifiableMap(new TreeMap<>(options));
    }

    public static VolumeTemplate nfs() {
        return new VolumeTemplate(NFS, Map.of());
    }

    /** Whether clones have to be attached to a node of the bay for it; a volume plugin attaches them by itself. */
    public boolean attaches() {
        return driver.equals(CINDER);
    }

    /**
     * Checks whether this driver mounts such clones.
     *
     * @param protocol of a share: {@code NFS}, {@code CIFS} and so on; empty if it is not known
     * @throws IllegalArgumentException if not; the message is for users
     */
    public void requireFit(DataKind kind, String protocol) {
        if (driver.equals(NFS) && kind == DataKind.VOLUME) {
            throw new IllegalArgumentException("its volume driver is " + NFS
                    + ", but the clone is a volume: the bay template needs the volume driver " + CINDER
                    + " or a volume plugin such as rexray");
        }
        if (driver.equals(NFS) && !protocol.isEmpty() && !protocol.equalsIgnoreCase(NFS)) {
            throw new IllegalArgumentException("its volume driver is " + NFS + ", but the clone is a " + protocol
                    + " share: the bay template needs a volume plugin for that on its nodes, such as netshare");
        }
        if (driver.equals(CINDER) && kind == DataKind.SHARE) {
            throw new IllegalArgumentException("its volume driver is " + CINDER
                    + ", but the clone is a share: the bay template needs the volume driver " + NFS
                    + " or a volume plugin such as netapp");
        }
    }

    /**
     * The volume that stands for that clone.
     *
     * @param clone attached to a node, if that is needed
     * @throws IllegalArgumentException if this driver cannot mount it; the message is for users
     */
    public Volume of(CloneResult clone, boolean readOnly) {
        requireFit(clone.kind(), clone.protocol());
        if (driver.equals(NFS)) {
            return Volume.nfs(clone.export(), readOnly);
        }
        if (!driver.equals(CINDER)) {
            return new Volume(driver, filled(options, clone));
        }
        Map<String, String> mount = new TreeMap<>(Map.of("type", "ext4", "device", DISK));
        mount.putAll(options);
        if (readOnly) {
            mount.merge("o", "ro", (given, ro) -> given + "," + ro);
        }
        Attached node = clone.attached().stream().findFirst().orElseThrow();
        return new Volume("local", filled(mount, clone), node.server());
    }

    private Map<String, String> filled(Map<String, String> templates, CloneResult clone) {
        Map<String, String> known = known(clone);
        Map<String, String> filled = new TreeMap<>();
        templates.forEach((key, value) ->
                filled.put(key, PLACE_HOLDER.matcher(value).replaceAll(found -> value(found, known, clone))));
        return filled;
    }

    private String value(MatchResult found, Map<String, String> known, CloneResult clone) {
        String value = known.get(found.group(1));
        if (value == null && PLACE_HOLDERS.contains(found.group(1))) {
            throw new IllegalArgumentException("an option of its volume driver " + driver + " asks for " + found.group()
                    + ", which clone " + clone.name() + " has not");
        }
        return Matcher.quoteReplacement(value == null ? found.group() : value);
    }

    private static Map<String, String> known(CloneResult clone) {
        Map<String, String> known = new TreeMap<>(Map.of("id", clone.id(), "name", clone.name()));
        known.put(
                "shortId",
                clone.id().substring(0, Math.min(SERIAL_NUMBER, clone.id().length())));
        if (clone.export() != null) {
            known.put("host", clone.export().host());
            known.put("path", clone.export().path());
            known.put("export", clone.export().location());
        }
        clone.attached().stream().findFirst().ifPresent(at -> known.put("device", at.device()));
        return known;
    }

    /** The place holders in a text, known or not. */
    public static List<String> placeHoldersIn(String text) {
        return PLACE_HOLDER.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
