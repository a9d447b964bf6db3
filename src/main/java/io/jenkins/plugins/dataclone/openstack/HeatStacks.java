package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters.Progress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openstack4j.model.heat.Resource;

/**
 * Heat through openstack4j's stock services: what the stack behind a cluster is doing. Lists are used throughout, since
 * the library's single resources come back empty. Source: Orchestration API v1, "List resources".
 */
final class HeatStacks {
    private static final Logger LOGGER = Logger.getLogger(HeatStacks.class.getName());
    /** Heat's own default limit. */
    private static final int NESTED_DEPTH = 5;

    private final Session session;

    HeatStacks(Session session) {
        this.session = session;
    }

    /** Empty if there is no stack yet, or Heat does not answer: progress is worth no failure. */
    Optional<Progress> progress(String stackId) {
        try {
            List<? extends Resource> resources = resources(stackId);
            return resources.isEmpty() ? Optional.empty() : Optional.of(progress(resources));
        } catch (CloudException e) {
            LOGGER.log(Level.FINE, e, () -> "no progress of stack " + stackId);
            return Optional.empty();
        }
    }

    /** Ids of subnets that the stack made. */
    List<String> subnetIds(String stackId) throws CloudException {
        // Magnum calls it Magnum::Optional::Neutron::Subnet, and maps that to something else if it makes none
        return resources(stackId).stream()
                .filter(resource -> text(resource.getType()).endsWith("Neutron::Subnet"))
                .map(Resource::getPhysicalResourceId)
                .filter(Ids::isId)
                .toList();
    }

    private List<? extends Resource> resources(String stackId) throws CloudException {
        if (!Ids.isId(stackId)) {
            return List.of();
        }
        return session.read(ServiceName.HEAT, "list resources of stack " + stackId, client -> client.heat()
                .resources()
                .list(stackId, NESTED_DEPTH));
    }

    private static Progress progress(List<? extends Resource> resources) {
        int complete = 0;
        String current = null;
        String failure = null;
        boolean own = false;
        for (Resource resource : resources) {
            String status = text(resource.getResourceStatus()).toUpperCase(Locale.ROOT);
            if (status.endsWith("_COMPLETE")) {
                complete++;
            } else if (status.endsWith("_IN_PROGRESS") && (current == null || isGroup(current))) {
                current = name(resource);
            } else if (status.endsWith("_FAILED") && !own) {
                String reason = text(resource.getReason());
                // a group repeats its member's reason, with the way to the member in front
                own = !reason.isEmpty() && !reason.contains("resources.") && !reason.contains("aborted");
                if (own || failure == null) {
                    failure = name(resource) + ": " + reason;
                }
            }
        }
        return new Progress(complete, resources.size(), current, failure);
    }

    /** The last part of the type tells people more than the template's word for the resource alone. */
    private static String name(Resource resource) {
        String type = text(resource.getType());
        String shortType = type.substring(Math.max(type.lastIndexOf(':'), type.lastIndexOf('/')) + 1);
        return text(resource.getResourceName()) + " (" + shortType + ")";
    }

    private static boolean isGroup(String name) {
        return name.endsWith("(ResourceGroup)") || name.endsWith(".yaml)");
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
