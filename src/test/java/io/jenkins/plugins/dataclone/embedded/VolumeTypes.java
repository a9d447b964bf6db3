package io.jenkins.plugins.dataclone.embedded;

import java.util.ArrayList;
import java.util.List;

/** The volume types of the cloud. */
final class VolumeTypes {
    final List<VolumeType> types =
            new ArrayList<>(List.of(new VolumeType("lvm", null), new VolumeType("__DEFAULT__", "Default Volume Type")));

    /** By id or name; null when unknown. */
    VolumeType find(String idOrName) {
        return types.stream()
                .filter(t -> t.id.equals(idOrName) || t.name.equals(idOrName))
                .findFirst()
                .orElse(null);
    }
}
