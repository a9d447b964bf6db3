package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.Volume;
import java.util.Map;
import java.util.TreeMap;

/** How the nodes of a bay reach a clone: the administrator's volume driver and options, kept with the bay. */
final class Volumes {
    private static final String DRIVER = "volumeDriver";
    private static final String OPTION = "volumeOption.";
    private static final String LOCAL = "local";

    private Volumes() {}

    /** The bay's attributes with the request's driver and options added. */
    static Map<String, String> remember(BayRequest request, Map<String, String> attributes) {
        Map<String, String> all = new TreeMap<>(attributes);
        all.put(DRIVER, request.volumeDriver());
        request.volumeOptions().forEach((name, value) -> all.put(OPTION + name, value));
        return all;
    }

    /** The volume through which that bay mounts that clone. */
    static Volume of(Resource bay, CloneResult clone, boolean readOnly) {
        String driver = bay.attribute(DRIVER).orElse(LOCAL);
        Map<String, String> options = new TreeMap<>();
        bay.attributes().forEach((name, value) -> {
            if (name.startsWith(OPTION)) {
                options.put(name.substring(OPTION.length()), filled(value, clone));
            }
        });
        return driver.equals(LOCAL) && options.isEmpty()
                ? Volume.nfs(clone.export(), readOnly)
                : new Volume(driver, options);
    }

    private static String filled(String option, CloneResult clone) {
        return option.replace("${host}", clone.export().host())
                .replace("${path}", clone.export().path())
                .replace("${export}", clone.export().location())
                .replace("${shareId}", clone.id())
                .replace("${shareName}", clone.name());
    }
}
