package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import java.util.Map;
import java.util.TreeMap;

/** How the nodes of a bay mount clones, kept with the bay in the ledger. */
final class BayVolumes {
    private static final String DRIVER = "volumeDriver";
    private static final String OPTION = "volumeOption.";

    private BayVolumes() {}

    /** The bay's attributes with the template's added. */
    static Map<String, String> remember(VolumeTemplate template, Map<String, String> attributes) {
        Map<String, String> all = new TreeMap<>(attributes);
        all.put(DRIVER, template.driver());
        template.options().forEach((name, value) -> all.put(OPTION + name, value));
        return all;
    }

    static VolumeTemplate of(Resource bay) {
        Map<String, String> options = new TreeMap<>();
        bay.attributes().forEach((name, value) -> {
            if (name.startsWith(OPTION)) {
                options.put(name.substring(OPTION.length()), value);
            }
        });
        return new VolumeTemplate(bay.attribute(DRIVER).orElse(VolumeTemplate.NFS), options);
    }
}
