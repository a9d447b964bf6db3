package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import java.util.Optional;

/** A Manila share created from a snapshot. */
final class RemoteShare implements Remote {
    private final FlowContext context;

    RemoteShare(FlowContext context) {
        this.context = context;
    }

    @Override
    public Optional<String> find(Resource resource) throws CloudException {
        Optional<Share> found = shares(resource).findShare(resource.name());
        if (found.isPresent() && OwnershipTag.from(found.get().metadata()).isEmpty()) {
            throw CloudException.of(
                    CloudException.Kind.REFUSED,
                    "Share " + found.get().id() + " on cloud '" + resource.cloud() + "' is called " + resource.name()
                            + " but does not bear our tag, so it is left alone; rename or remove it");
        }
        return found.map(Share::id);
    }

    @Override
    public Look look(Resource resource) throws CloudException {
        Optional<Share> listed = context.board(resource.cloud()).share(resource.id());
        return listed.isPresent() ? seen(resource, listed.get()) : lookClosely(resource);
    }

    @Override
    public Look lookClosely(Resource resource) throws CloudException {
        try {
            return seen(resource, shares(resource).showShare(resource.id()));
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return Look.missing();
            }
            throw e;
        }
    }

    private Look seen(Resource resource, Share share) throws CloudException {
        RemoteStatus status = share.remoteStatus();
        if (status == RemoteStatus.FAILED || status == RemoteStatus.DELETE_FAILED) {
            return Look.failed(
                    status, share.status(), shares(resource).failureReason(share.id()).orElse(null));
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
