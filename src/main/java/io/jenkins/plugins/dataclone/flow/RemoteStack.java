package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.Seen;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.StackDeployer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An application on a bay. Its id is its name; it lives and dies with its bay, which is of the same environment unless the application
 * was left behind by another one.
 */
final class RemoteStack implements Remote {
    /** Name of the bay it is on. */
    static final String BAY = Seen.BAY;

    private final FlowContext context;
    private final String environmentId;

    RemoteStack(FlowContext context, String environmentId) {
        this.context = context;
        this.environmentId = environmentId;
    }

    @Override
    public Optional<String> find(Resource resource) throws CloudException {
        return lookClosely(resource).isMissing() ? Optional.empty() : Optional.of(resource.name());
    }

    @Override
    public Look look(Resource resource) throws CloudException {
        return lookClosely(resource);
    }

    @Override
    public Look lookClosely(Resource resource) throws CloudException {
        Optional<Resource> bay = livingBay(resource);
        if (bay.isEmpty()) {
            return Look.missingWithItsHost();
        }
        // asking for removal again is the one call that sees every kind of leftover, also without services
        List<String> left = deployer(bay.get()).remove(context.engine(bay.get()), resource.name());
        return left.isEmpty() ? Look.missing() : Look.at(RemoteStatus.DELETING, "still has " + String.join(", ", left));
    }

    @Override
    public void delete(Resource resource) throws CloudException {
        Optional<Resource> bay = livingBay(resource);
        if (bay.isPresent()) {
            deployer(bay.get()).remove(context.engine(bay.get()), resource.name());
        }
    }

    private Optional<Resource> livingBay(Resource resource) {
        String name = resource.attribute(BAY).orElseThrow();
        return Stream.concat(Stream.of(context.ledger().get(environmentId)), context.ledger().all().stream())
                .flatMap(environment -> environment.resource(name).stream())
                .filter(bay -> bay.id() != null && !bay.isGone())
                .findFirst();
    }

    private StackDeployer deployer(Resource bay) throws CloudException {
        return context.deployers().forCoe(bay.attribute(BayFlow.COE).orElse(""));
    }
}
