package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The clones of an environment as authors refer to them: by name, by id, or by their data source. A clone that another one has
 * taken the place of is still known by its old name and id, and stands for the other one.
 */
public final class Clones {
    /** On a clone: name of the one that has taken its place. */
    static final String REPLACED_BY = "replacedBy";

    private Clones() {}

    /**
     * The open environment of a build that has that clone.
     *
     * @param name name of the environment, or null for whichever it is
     * @throws CloudException CONFIGURATION if there is none, with the clones there are
     */
    public static Environment environmentWith(Ledger ledger, Owner owner, String name, String clone)
            throws CloudException {
        List<Environment> open = ledger.ownedBy(owner).stream()
                .filter(environment -> environment.isOpen()
                        && (name == null || environment.name().equals(name)))
                .toList();
        List<Environment> having =
                open.stream().filter(each -> lookUp(each, clone).isPresent()).toList();
        if (having.size() == 1) {
            return having.get(0);
        }
        List<String> names = open.stream()
                .flatMap(environment -> current(environment).stream())
                .map(Resource::name)
                .toList();
        throw none(
                having.isEmpty() ? "This build has no clone '" : "Several environments of this build have a clone '",
                clone,
                names);
    }

    /**
     * The clone as it is to be used now.
     *
     * @throws CloudException CONFIGURATION if there is none of that name, id or data source, with the clones there are
     */
    static Resource find(Environment environment, String clone) throws CloudException {
        Optional<Resource> found = lookUp(environment, clone);
        if (found.isEmpty()) {
            throw none(
                    "The environment of this build has no clone '",
                    clone,
                    current(environment).stream().map(Resource::name).toList());
        }
        return found.get();
    }

    private static CloudException none(String what, String clone, List<String> names) {
        return CloudException.of(
                CloudException.Kind.CONFIGURATION,
                what + clone + "'; "
                        + (names.isEmpty()
                                ? "there is none that is ready; make one with cloneShare first"
                                : "there is: " + String.join(", ", names)));
    }

    private static Optional<Resource> lookUp(Environment environment, String clone) {
        Optional<Resource> named = environment.resources(Clones::isClone).stream()
                .filter(r -> r.name().equals(clone) || clone.equals(r.id()))
                .findFirst();
        if (named.isPresent()) {
            return Optional.of(latest(environment, named.get())).filter(Clones::isUsable);
        }
        List<Resource> ofSource = current(environment).stream()
                .filter(r ->
                        r.attribute(CloneFlow.DATA_SOURCE).filter(clone::equals).isPresent())
                .toList();
        return ofSource.size() == 1 ? Optional.of(ofSource.get(0)) : Optional.empty();
    }

    /** What an author wants deployed, with those clones as its volumes that are to be used now. */
    static DeployRequest withCurrent(Environment environment, DeployRequest request) {
        Map<String, String> volumes = new TreeMap<>(request.volumes());
        volumes.replaceAll((volume, clone) -> environment
                .resource(clone)
                .map(named -> latest(environment, named).name())
                .orElse(clone));
        return request.withVolumes(volumes);
    }

    /** The clone that took the place of it, or of the one that did, and so on; itself if none did. */
    static Resource latest(Environment environment, Resource clone) {
        Resource latest = clone;
        Optional<Resource> next = next(environment, latest);
        while (next.isPresent()) {
            latest = next.get();
            next = next(environment, latest);
        }
        return latest;
    }

    private static Optional<Resource> next(Environment environment, Resource clone) {
        return clone.attribute(REPLACED_BY).flatMap(environment::resource);
    }

    /** The clones that can be used now. */
    private static List<Resource> current(Environment environment) {
        return environment.resources(r -> isClone(r) && isUsable(r));
    }

    private static boolean isUsable(Resource clone) {
        return clone.isReady() && !isReplaced(clone);
    }

    static boolean isReplaced(Resource clone) {
        return clone.attribute(REPLACED_BY).isPresent();
    }

    private static boolean isClone(Resource resource) {
        return resource.kind() == ResourceKind.SHARE || resource.kind() == ResourceKind.VOLUME;
    }
}
