package io.jenkins.plugins.dataclone.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/** A Cinder volume type. */
final class VolumeType {
    final String id = Ids.uuid();
    final String name;
    final String description;
    final Map<String, String> extraSpecs = new LinkedHashMap<>();
    String qosSpecsId;

    boolean multiattach() {
        return "<is> True".equals(extraSpecs.get("multiattach"));
    }

    VolumeType(String name, String description) {
        this.name = name;
        this.description = description;
    }
}
