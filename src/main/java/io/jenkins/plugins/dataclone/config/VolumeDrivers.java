package io.jenkins.plugins.dataclone.config;

import hudson.util.ListBoxModel;
import io.jenkins.plugins.dataclone.model.KeyValues;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import java.util.List;
import java.util.Optional;

/** What an administrator may say about how engines mount clones. */
final class VolumeDrivers {
    static final String NFS = VolumeTemplate.NFS;
    static final List<String> NAMES = List.of(NFS, VolumeTemplate.CINDER, "netapp", "rexray");

    private static final List<String> MOUNT_OPTIONS = List.of("type", "device", "o");

    private VolumeDrivers() {}

    static ListBoxModel items() {
        ListBoxModel items = new ListBoxModel();
        NAMES.forEach(items::add);
        return items;
    }

    /** The template that a bay template's texts stand for. */
    static VolumeTemplate template(String driver, String options) {
        return new VolumeTemplate(driver, KeyValues.parse(options));
    }

    /** What is wrong with the options of a driver, or empty. */
    static Optional<String> optionsProblem(String driver, String options) {
        boolean some = options != null && !options.isBlank();
        if (NFS.equals(driver)) {
            return some ? Optional.of(Messages.VolumeDrivers_NfsHasNone()) : Optional.empty();
        }
        return Lines.keyValueProblem(options)
                .or(() -> placeHolderProblem(options == null ? "" : options))
                .or(() -> VolumeTemplate.CINDER.equals(driver) ? mountProblem(options) : Optional.empty());
    }

    /** Docker's own driver refuses what it does not know only when the volume is mounted. */
    private static Optional<String> mountProblem(String options) {
        return KeyValues.parse(options).keySet().stream()
                .filter(name -> !MOUNT_OPTIONS.contains(name))
                .findFirst()
                .map(name -> Messages.VolumeDrivers_Mount(name, String.join(", ", MOUNT_OPTIONS)));
    }

    private static Optional<String> placeHolderProblem(String options) {
        return VolumeTemplate.placeHoldersIn(options).stream()
                .filter(name -> !VolumeTemplate.PLACE_HOLDERS.contains(name))
                .findFirst()
                .map(name -> Messages.VolumeDrivers_PlaceHolder(name, String.join(", ", VolumeTemplate.PLACE_HOLDERS)));
    }
}
