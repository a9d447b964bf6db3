package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.DataKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A clone as a Heat template may ask for it.
 *
 * @param name name of the clone
 * @param source name of its data source
 * @param facts what there is to know of it, by the last part of the parameter's name
 */
record HeatClone(String name, String source, Map<String, String> facts) {
    private static final List<String> OF_SHARE = List.of("id", "name", "protocol", "export", "host", "path");
    private static final List<String> OF_VOLUME = List.of("id", "name", "size");

    HeatClone {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    static HeatClone of(CloneResult clone) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("id", clone.id());
        facts.put("name", clone.name());
        if (clone.kind() == DataKind.SHARE) {
            facts.put("protocol", clone.protocol());
            facts.put("export", clone.export().location());
            facts.put("host", clone.export().host());
            facts.put("path", clone.export().path());
        } else {
            facts.put("size", Integer.toString(clone.sizeGiB()));
        }
        return new HeatClone(clone.name(), clone.source(), facts);
    }

    /** One that is still to be made: what will be known of it is known, though not how it reads. */
    static HeatClone expected(CloneRequest request) {
        Map<String, String> facts = new LinkedHashMap<>();
        (request.kind() == DataKind.VOLUME ? OF_VOLUME : OF_SHARE).forEach(fact -> facts.put(fact, ""));
        return new HeatClone("the clone", request.source(), facts);
    }
}
