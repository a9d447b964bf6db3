package io.jenkins.plugins.dataclone.docker;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The labels by which our objects are known again. */
final class Labels {
    /** The label that {@code docker stack} uses, so that its commands show our stacks too. */
    static final String STACK = "com.docker.stack.namespace";
    /** Service of the file that a container belongs to (plain engine). */
    static final String SERVICE = "dataclone_service";
    /** What the file says of the whole service. */
    static final String SPEC = "dataclone_spec";
    /** What the file says of its tasks: changes when they have to be replaced. */
    static final String TASK = "dataclone_task";
    /** Services that have to be up before this container starts (plain engine): {@code db=HEALTHY,cache=STARTED}. */
    static final String AFTER = "dataclone_after";
    /** Published container ports in the file's order (plain engine): {@code 80/tcp,443/tcp}. */
    static final String PORTS = "dataclone_ports";
    /** Present on everything that this product made, whoever's it is. */
    static final String OURS = "dataclone_controller";
    /** Put on containers by the swarm: those are its own to remove. */
    static final String SWARM_SERVICE = "com.docker.swarm.service.id";
    /** What a swarm puts on its containers; on one of ours it would say that somebody else looks after it. */
    private static final String OF_A_SWARM = "com.docker.swarm.";

    private Labels() {}

    /** The stack's label and the tag, on top of what the file says; a swarm's own labels are not the file's to set. */
    static Map<String, String> of(String stack, OwnershipTag tag, Map<String, String> fromFile) {
        Map<String, String> labels = new LinkedHashMap<>(fromFile);
        labels.keySet().removeIf(key -> key.startsWith(OF_A_SWARM));
        labels.put(STACK, stack);
        labels.putAll(tag.asMap());
        return labels;
    }

    /** Filter values for everything that is the stack's and was made by this product. */
    static List<String> filter(String stack) {
        return List.of(STACK + "=" + stack, OURS);
    }

    /** Whether an object of the stack was made for the same environment. */
    static boolean isOf(OwnershipTag tag, String stack, Map<String, String> labels) {
        if (labels == null || !stack.equals(labels.get(STACK))) {
            return false;
        }
        Optional<OwnershipTag> found = OwnershipTag.from(labels);
        return found.isPresent()
                && found.get().controller().equals(tag.controller())
                && found.get().environment().equals(tag.environment());
    }
}
