package io.jenkins.plugins.dataclone.config;

import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an engine mounts a clone. {@code nfs} is Docker's own driver and needs nothing; a volume plugin takes options that
 * the administrator writes, with place holders for what is known only once the clone is there: {@code {id}},
 * {@code {name}}, {@code {host}}, {@code {path}} and {@code {export}}.
 */
final class VolumeDrivers {
    static final String NFS = "nfs";
    static final List<String> NAMES = List.of(NFS, "netapp", "rexray");

    private static final Pattern PLACE_HOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final List<String> PLACE_HOLDERS = List.of("id", "name", "host", "path", "export");

    private VolumeDrivers() {}

    /** The volume that stands for that clone on an engine. */
    static Volume volume(String driver, String options, CloneResult clone, boolean readOnly) {
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
        Lines.keyValues(options).forEach((key, value) -> filled.put(key, fill(value, known)));
        return new Volume(driver, filled);
    }

    /** What is wrong with the options of a driver, or empty. */
    static Optional<String> optionsProblem(String driver, String options) {
        boolean some = options != null && !options.isBlank();
        if (NFS.equals(driver)) {
            return some ? Optional.of(Messages.VolumeDrivers_NfsHasNone()) : Optional.empty();
        }
        return Lines.keyValueProblem(options).or(() -> placeHolderProblem(options == null ? "" : options));
    }

    private static Optional<String> placeHolderProblem(String options) {
        return PLACE_HOLDER
                .matcher(options)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !PLACE_HOLDERS.contains(name))
                .findFirst()
                .map(name -> Messages.VolumeDrivers_PlaceHolder(name, String.join(", ", PLACE_HOLDERS)));
    }

    private static String fill(String text, Map<String, String> known) {
        return PLACE_HOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(known.getOrDefault(found.group(1), found.group())));
    }
}
