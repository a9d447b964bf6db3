package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.StackProgress;
import io.jenkins.plugins.dataclone.port.Stacks;
import io.jenkins.plugins.dataclone.port.Stacks.Stack;
import java.util.Optional;

/** A Heat stack. */
final class RemoteHeatStack implements Remote {
    private final FlowContext context;
    private final String environmentId;

    RemoteHeatStack(FlowContext context, String environmentId) {
        this.context = context;
        this.environmentId = environmentId;
    }

    @Override
    public Optional<String> find(Resource resource) throws CloudException {
        Optional<Stack> namesake = stacks(resource).find(resource.name());
        if (namesake.isPresent() && !isOurs(namesake.get())) {
            throw CloudException.of(
                    CloudException.Kind.REFUSED,
                    "Heat stack " + namesake.get().id() + " on cloud '" + resource.cloud() + "' is called "
                            + resource.name() + " but does not bear our tag, so it is left alone; rename or remove it");
        }
        return namesake.map(Stack::id);
    }

    private boolean isOurs(Stack stack) {
        return stack.tag()
                .filter(tag -> context.ledger().standing().identity().isOurs(tag.controller())
                        && tag.environment().equals(environmentId))
                .isPresent();
    }

    @Override
    public Look look(Resource resource) throws CloudException {
        Optional<Stack> listed = context.board(resource.cloud()).stack(resource.id());
        return listed.isPresent() ? seen(resource, listed.get()) : lookClosely(resource);
    }

    @Override
    public Look lookClosely(Resource resource) throws CloudException {
        return Look.unlessMissing(() -> seen(resource, stacks(resource).show(resource.id())));
    }

    /** A failed resource's own words tell more than the stack's. */
    private Look seen(Resource resource, Stack stack) throws CloudException {
        RemoteStatus status = stack.remoteStatus();
        if (status == RemoteStatus.FAILED || status == RemoteStatus.DELETE_FAILED) {
            String reason = stacks(resource)
                    .progress(stack.id())
                    .map(StackProgress::failure)
                    .orElse(stack.statusReason());
            return Look.failed(status, stack.status(), reason);
        }
        return Look.at(status, stack.status());
    }

    @Override
    public void delete(Resource resource) throws CloudException {
        stacks(resource).delete(resource.id());
    }

    private Stacks stacks(Resource resource) throws CloudException {
        return context.cloud(resource.cloud()).stacks();
    }
}
