package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.StackDeployer;
import java.util.List;
import java.util.Optional;

/** An application on a bay. Its id is its name; it lives and dies with its bay. */
final class RemoteStack implements Remote {
    /** Name of the bay it is on: a resource of the same environment. */
    static final String BAY = "bay";

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
        Environment environment = context.ledger().get(environmentId);
        return environment
                .resource(resource.attribute(BAY).orElseThrow())
                .filter(bay -> bay.id() != null && !bay.isGone());
    }

    private StackDeployer deployer(Resource bay) throws CloudException {
        return context.deployers().forCoe(bay.attribute(BayFlow.COE).orElse(""));
    }
}
