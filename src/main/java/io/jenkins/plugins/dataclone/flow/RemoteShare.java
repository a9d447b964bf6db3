package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import java.util.List;
import java.util.Optional;

/** A Manila share created from a snapshot. */
final class RemoteShare implements Remote {
    private final FlowContext context;
    private final String environmentId;

    RemoteShare(FlowContext context, String environmentId) {
        this.context = context;
        this.environmentId = environmentId;
    }

    @Override
    public Optional<String> find(Resource resource) throws CloudException {
        List<Share> namesakes = shares(resource).listShares(resource.name()).stream()
                .filter(listed -> listed.name().equals(resource.name()))
                .toList();
        Optional<Share> ours = namesakes.stream().filter(this::isOurs).findFirst();
        if (ours.isEmpty() && !namesakes.isEmpty()) {
            throw CloudException.of(
                    CloudException.Kind.REFUSED,
                    "Share " + namesakes.get(0).id() + " on cloud '" + resource.cloud() + "' is called "
                            + resource.name() + " but does not bear our tag, so it is left alone; rename or remove it");
        }
        return ours.map(Share::id);
    }

    private boolean isOurs(Share share) {
        Environment environment = context.ledger().get(environmentId);
        return OwnershipTag.from(share.metadata())
                .filter(tag -> tag.controller().equals(environment.controller())
                        && tag.environment().equals(environmentId))
                .isPresent();
    }

    @Override
    public Look look(Resource resource) throws CloudException {
        Optional<Share> listed = context.board(resource.cloud()).share(resource.id());
        return listed.isPresent() ? seen(resource, listed.get()) : lookClosely(resource);
    }

    @Override
    public Look lookClosely(Resource resource) throws CloudException {
        return Look.unlessMissing(() -> seen(resource, shares(resource).showShare(resource.id())));
    }

    private Look seen(Resource resource, Share share) throws CloudException {
        RemoteStatus status = share.remoteStatus();
        if (status == RemoteStatus.FAILED || status == RemoteStatus.DELETE_FAILED) {
            return Look.failed(
                    status,
                    share.status(),
                    shares(resource).failureReason(share.id()).orElse(null));
        }
        return Look.at(status, share.status());
    }

    @Override
    public void delete(Resource resource) throws CloudException {
        shares(resource).deleteShare(resource.id());
    }

    private Shares shares(Resource resource) throws CloudException {
        return context.cloud(resource.cloud()).shares();
    }
}
