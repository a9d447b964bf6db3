package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;
import java.util.stream.Collectors;

/** Which bay of an environment an author means. */
public final class Bays {
    private Bays() {}

    /**
     * The bay of that name or id, or the only one.
     *
     * @param nameOrId or null for the only one
     * @param what what the bay is wanted for, as {@code is to take 'app.yml'}
     * @throws CloudException CONFIGURATION if there is none or it is not clear, with those there are
     */
    public static Resource ready(Environment environment, String nameOrId, String what) throws CloudException {
        List<Resource> bays = environment.resources(r -> r.kind() == ResourceKind.CLUSTER && r.isReady());
        List<Resource> meant = bays.stream()
                .filter(r -> nameOrId == null || r.name().equals(nameOrId) || nameOrId.equals(r.id()))
                .toList();
        if (meant.size() != 1) {
            String there = bays.isEmpty()
                    ? "it has none that is ready; create one with createBay first"
                    : bays.stream().map(Resource::name).collect(Collectors.joining(", ", "it has ", ""));
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    nameOrId == null
                            ? "Which bay " + what + " is not clear: name one; the environment of this build: " + there
                            : "The environment of this build has no bay '" + nameOrId + "': " + there);
        }
        return meant.get(0);
    }

    /** Name of the bay template it was made from. */
    public static String template(Resource bay) {
        return bay.attribute(BayFlow.TEMPLATE).orElse("");
    }
}
