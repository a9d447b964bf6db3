package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tells among objects that bear a resource's name the one that is ours: names can be given by anybody, our tag only by us. */
final class Namesakes {
    private final FlowContext context;
    private final String environmentId;

    Namesakes(FlowContext context, String environmentId) {
        this.context = context;
        this.environmentId = environmentId;
    }

    /**
     * The id of the object of that name with the environment's tag in its metadata.
     *
     * @throws CloudException REFUSED if all that bear the name are somebody else's
     */
    <T> Optional<String> ours(
            Resource resource,
            List<T> listed,
            Function<T, String> name,
            Function<T, String> id,
            Function<T, Map<String, String>> metadata)
            throws CloudException {
        List<T> namesakes = listed.stream()
                .filter(each -> name.apply(each).equals(resource.name()))
                .toList();
        Optional<T> ours = namesakes.stream()
                .filter(each -> isOurs(resource, metadata.apply(each)))
                .findFirst();
        if (ours.isEmpty() && !namesakes.isEmpty()) {
            String label = resource.kind().label();
            throw CloudException.of(
                    CloudException.Kind.REFUSED,
                    Character.toUpperCase(label.charAt(0)) + label.substring(1) + " " + id.apply(namesakes.get(0))
                            + " on cloud '" + resource.cloud() + "' is called " + resource.name()
                            + " but does not bear our tag, so it is left alone; rename or remove it");
        }
        return ours.map(id);
    }

    /** What was taken over may still bear the tag of the environment that made it. */
    private boolean isOurs(Resource resource, Map<String, String> metadata) {
        return OwnershipTag.from(metadata)
                .filter(tag -> context.ledger().standing().identity().isOurs(tag.controller()))
                .filter(tag -> tag.environment().equals(environmentId)
                        || resource.madeFor().filter(tag.environment()::equals).isPresent())
                .isPresent();
    }
}
