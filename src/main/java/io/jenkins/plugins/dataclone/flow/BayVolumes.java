package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.Volume;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import io.jenkins.plugins.dataclone.port.CloudException;
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

    /** Refuses a clone that the bay's driver cannot mount. */
    static void requireFit(Resource bay, Resource clone) throws CloudException {
        requireFit(
                bay.name(),
                of(bay),
                CloneFlows.kind(clone),
                clone.attribute(CloneFlow.PROTOCOL).orElse(""));
    }

    /** Refuses what the bay's driver could not mount, before there is either of them. */
    static void requireFit(FlowContext context, BayRequest bay, CloneRequest clone) throws CloudException {
        boolean ofProtocol =
                clone.kind() == DataKind.SHARE && bay.volumes().driver().equals(VolumeTemplate.NFS);
        String protocol = ofProtocol
                ? new ShareCheck(clone, context.cloud(clone.cloud()).shares())
                        .require()
                        .protocol()
                : "";
        requireFit("template '" + bay.template() + "'", bay.volumes(), clone.kind(), protocol);
    }

    private static void requireFit(String bay, VolumeTemplate template, DataKind kind, String protocol)
            throws CloudException {
        try {
            template.requireFit(kind, protocol);
        } catch (IllegalArgumentException e) {
            throw refused(bay, e);
        }
    }

    /** The volume that stands for a clone on the bay. */
    static Volume volume(String bay, VolumeTemplate template, CloneResult clone, boolean readOnly)
            throws CloudException {
        try {
            return template.of(clone, readOnly);
        } catch (IllegalArgumentException e) {
            throw refused(bay, e);
        }
    }

    private static CloudException refused(String bay, IllegalArgumentException e) {
        return CloudException.of(
                CloudException.Kind.CONFIGURATION, "Bay " + bay + " cannot mount the clone: " + e.getMessage(), e);
    }
}
