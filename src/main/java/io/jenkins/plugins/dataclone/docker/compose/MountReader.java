package io.jenkins.plugins.dataclone.docker.compose;

import io.jenkins.plugins.dataclone.docker.compose.ComposeService.FileMount;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Mount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code volumes}, {@code tmpfs}, {@code configs} and {@code secrets} of a service. */
final class MountReader {
    /** Configs and secrets are readable by all and owned by root unless the file says otherwise, as in {@code docker stack}. */
    private static final int USUAL_MODE = 0444;
    /** What every tmpfs of an engine is. */
    private static final List<String> USUAL_TMPFS = List.of("rw", "noexec", "nosuid", "nodev");

    private MountReader() {}

    static List<Mount> mounts(Map<String, Element> service, Map<String, ?> declared) {
        List<Mount> mounts = new ArrayList<>();
        if (service.containsKey("volumes")) {
            for (Element item : service.get("volumes").items()) {
                Mount mount = item.isMap() ? longForm(item) : shortForm(item);
                if (mount != null) {
                    if (mount.source() != null && !declared.containsKey(mount.source())) {
                        item.refuse("names the volume " + mount.source() + ", which is not declared under volumes"
                                + (declared.isEmpty() ? "" : "; declared are " + String.join(", ", declared.keySet())));
                    }
                    mounts.add(mount);
                }
            }
        }
        if (service.containsKey("tmpfs")) {
            for (String target : service.get("tmpfs").texts()) {
                mounts.add(tmpfs(service.get("tmpfs"), target));
            }
        }
        Set<String> targets = new HashSet<>();
        for (Mount mount : mounts) {
            if (!targets.add(mount.target())) {
                service.getOrDefault("volumes", service.get("tmpfs")).refuse("mounts " + mount.target() + " twice");
            }
        }
        return List.copyOf(mounts);
    }

    /** {@code TARGET} or {@code SOURCE:TARGET[:MODE]}. */
    private static Mount shortForm(Element item) {
        String[] parts = item.text().split(":", -1);
        if (parts.length == 1) {
            return checked(item, new Mount(null, parts[0], false, false, false, 0, -1));
        }
        if (isHostPath(parts[0])) {
            refuseBind(item, parts[0]);
            return null;
        }
        boolean readOnly = false;
        boolean noCopy = false;
        if (parts.length > 3) {
            item.refuse("is not of the form volume:/path or volume:/path:ro");
        } else if (parts.length == 3) {
            for (String option : parts[2].split(",")) {
                switch (option) {
                    case "ro" -> readOnly = true;
                    case "rw", "z", "Z" -> {}
                    case "nocopy" -> noCopy = true;
                    default -> item.refuse("has the mode " + option + "; known are ro, rw and nocopy");
                }
            }
        }
        return checked(item, new Mount(parts[0], parts[1], readOnly, false, noCopy, 0, -1));
    }

    private static Mount longForm(Element item) {
        Map<String, Element> entries = item.entries("type", "source", "target", "read_only", "volume", "tmpfs", "bind");
        String type = entries.containsKey("type") ? entries.get("type").text() : "volume";
        String source = entries.containsKey("source") ? entries.get("source").text() : null;
        if (!entries.containsKey("target")) {
            item.refuse("has no target");
            return null;
        }
        String target = entries.get("target").text();
        boolean readOnly =
                entries.containsKey("read_only") && entries.get("read_only").flag();
        if (type.equals("bind") || source != null && isHostPath(source)) {
            refuseBind(item, source == null ? "" : source);
            return null;
        }
        if (type.equals("tmpfs")) {
            Map<String, Element> options =
                    entries.containsKey("tmpfs") ? entries.get("tmpfs").entries("size", "mode") : Map.of();
            long size = options.containsKey("size") ? options.get("size").as(Units::bytes, 0L) : 0L;
            int mode = options.containsKey("mode") ? options.get("mode").as(Units::mode, -1) : -1;
            return checked(item, new Mount(null, target, readOnly, true, false, size, mode));
        }
        if (!type.equals("volume")) {
            item.refuse("is of type " + type + "; supported are volume and tmpfs");
            return null;
        }
        Map<String, Element> options =
                entries.containsKey("volume") ? entries.get("volume").entries("nocopy") : Map.of();
        boolean noCopy = options.containsKey("nocopy") && options.get("nocopy").flag();
        return checked(item, new Mount(source, target, readOnly, false, noCopy, 0, -1));
    }

    /** {@code TARGET[:OPTION,...]} with the options of mount(8) that an engine knows a field for, or that change nothing. */
    private static Mount tmpfs(Element item, String text) {
        int colon = text.indexOf(':');
        boolean readOnly = false;
        long size = 0;
        int mode = -1;
        for (String option :
                colon < 0 ? new String[0] : text.substring(colon + 1).split(",")) {
            try {
                if (option.startsWith("size=")) {
                    size = Units.bytes(option.substring("size=".length()));
                } else if (option.startsWith("mode=")) {
                    mode = Units.mode(option.substring("mode=".length()));
                } else if (option.equals("ro")) {
                    readOnly = true;
                } else if (!USUAL_TMPFS.contains(option)) {
                    item.refuse("has the option " + option + "; known are size, mode, ro, "
                            + String.join(", ", USUAL_TMPFS));
                }
            } catch (IllegalArgumentException wrong) {
                item.refuse("has the option " + option + ", " + wrong.getMessage());
            }
        }
        return checked(
                item, new Mount(null, colon < 0 ? text : text.substring(0, colon), readOnly, true, false, size, mode));
    }

    private static Mount checked(Element item, Mount mount) {
        if (!mount.target().startsWith("/")) {
            item.refuse("has the target '" + mount.target() + "', not an absolute path in the container");
        }
        return mount;
    }

    private static boolean isHostPath(String source) {
        return source.startsWith("/") || source.startsWith(".") || source.startsWith("~") || source.contains("\\");
    }

    private static void refuseBind(Element item, String path) {
        item.refuse("mounts the host path " + path + ": the files of the workspace are not on the nodes of a bay; use a"
                + " named volume, or a config for a file");
    }

    /** Uses of configs or secrets; short form: the name alone. */
    static List<FileMount> files(Element uses, String usualDirectory, Map<String, ?> declared, String kind) {
        List<FileMount> mounts = new ArrayList<>();
        if (uses == null) {
            return mounts;
        }
        for (Element item : uses.items()) {
            Map<String, Element> entries =
                    item.isMap() ? item.entries("source", "target", "uid", "gid", "mode") : Map.of("source", item);
            if (!entries.containsKey("source")) {
                item.refuse("has no source");
                continue;
            }
            String source = entries.get("source").text();
            if (!declared.containsKey(source)) {
                item.refuse("names the " + kind + " " + source + ", which is not declared under " + kind + "s"
                        + (declared.isEmpty() ? "" : "; declared are " + String.join(", ", declared.keySet())));
                continue;
            }
            String target =
                    entries.containsKey("target") ? entries.get("target").text() : source;
            if (target.endsWith("/") || target.contains("/../") || target.endsWith("/..") || target.startsWith("../")) {
                item.refuse("has the target '" + target + "', which is not the path of a file");
            }
            mounts.add(new FileMount(
                    source,
                    target.startsWith("/") ? target : usualDirectory + target,
                    number(entries.get("uid")),
                    number(entries.get("gid")),
                    entries.containsKey("mode") ? entries.get("mode").as(Units::mode, USUAL_MODE) : USUAL_MODE));
        }
        return List.copyOf(mounts);
    }

    private static String number(Element element) {
        return element == null ? "0" : Integer.toString(element.whole(0, Integer.MAX_VALUE));
    }
}
