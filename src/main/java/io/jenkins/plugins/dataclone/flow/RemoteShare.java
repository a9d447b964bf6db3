package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import java.util.List;
import java.util.Optional;

/** A Manila share created from a snapshot. */
final class RemoteShare implements Remote {
    private final FlowContext context;
    private final Namesakes namesakes;

    RemoteShare(FlowContext context, String environmentId) {
        this.context = context;
        this.namesakes = new Namesakes(context, environmentId);
    }

    @Override
    public Optional<String> find(Resource resource) throws CloudException {
        List<Share> listed = shares(resource).listShares(resource.name());
        return namesakes.ours(resource, listed, Share::name, Share::id, Share::metadata);
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
        return Look.of(
                share.remoteStatus(), share.status(), () -> shares(resource).failureReason(share.id()));
    }

    @Override
    public void delete(Resource resource) throws CloudException {
        shares(resource).deleteShare(resource.id());
    }

    private Shares shares(Resource resource) throws CloudException {
        return context.cloud(resource.cloud()).shares();
    }
}
