package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import io.jenkins.plugins.dataclone.port.Shares.ShareType;
import java.util.Optional;

/** Whether a production share can be cloned as its data source says: asked before anything is created for it. */
final class ShareCheck {
    /** Finds what is given by name or id. */
    @FunctionalInterface
    private interface LookUp<T> {
        T find() throws CloudException;
    }

    private final CloneRequest request;
    private final Shares shares;

    ShareCheck(CloneRequest request, Shares shares) {
        this.request = request;
        this.shares = shares;
    }

    /**
     * The production share.
     *
     * @throws CloudException if it cannot be cloned so; the message says what an administrator has to change
     */
    Share require() throws CloudException {
        Share source = source();
        if (source.remoteStatus() != RemoteStatus.READY) {
            throw refused(
                    CloudException.Kind.FAILED,
                    "its share " + source.id() + " is '" + source.status() + "'; it has to be 'available'");
        }
        if (!source.abilities().snapshots()) {
            throw unable(source, "snapshots", "snapshot_support");
        }
        if (!source.abilities().clones()) {
            throw unable(source, "shares from snapshots", "create_share_from_snapshot_support");
        }
        checkType(source);
        return source;
    }

    private Share source() throws CloudException {
        try {
            return shares.showShare(request.originId());
        } catch (CloudException e) {
            if (e.isNotFound()) {
                throw CloudException.of(
                        CloudException.Kind.CONFIGURATION,
                        "Data source '" + request.source() + "' names share " + request.originId() + ", which cloud '"
                                + request.cloud() + "' does not know (" + e.clause()
                                + "); ask the administrator to correct the data source",
                        e);
            }
            throw e;
        }
    }

    private void checkType(Share source) throws CloudException {
        String wanted = request.shape().type();
        Optional<ShareType> asked =
                wanted == null ? Optional.empty() : Optional.of(existing(() -> shares.shareType(wanted)));
        if (asked.isPresent() && !isOf(source, asked.get())) {
            // Manila's own rule, in every version up to the newest we speak
            throw refused(
                    CloudException.Kind.CONFIGURATION,
                    "its clones are to be of share type '" + wanted + "', but Manila makes a share from a snapshot only"
                            + " with the type of its source, which is '" + source.type() + "'");
        }
        Optional<ShareType> type = asked.isPresent() ? asked : own(source);
        if (type.isPresent()) {
            checkNetwork(source, type.get());
        }
    }

    /** What the data source names beside its share; what the cloud lacks is the data source's mistake. */
    private <T> T existing(LookUp<T> named) throws CloudException {
        try {
            return named.find();
        } catch (CloudException e) {
            throw e.isNotFound() ? refused(CloudException.Kind.CONFIGURATION, e.clause()) : e;
        }
    }

    private static boolean isOf(Share source, ShareType type) {
        return source.type().equals(type.name()) || source.type().equals(type.id());
    }

    /** Empty if the type is not the project's to see: then Manila judges. */
    private Optional<ShareType> own(Share source) throws CloudException {
        try {
            return Optional.of(shares.shareType(source.type()));
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void checkNetwork(Share source, ShareType type) throws CloudException {
        String network = request.shape().shareNetwork();
        boolean given = network != null;
        if (type.makesShareServers() && !given && source.shareNetworkId() == null) {
            throw refused(
                    CloudException.Kind.CONFIGURATION,
                    "share type '" + type.name() + "' makes share servers (driver_handles_share_servers), so its clones"
                            + " need a share network: shareNetwork");
        }
        if (!type.makesShareServers() && given) {
            throw refused(
                    CloudException.Kind.CONFIGURATION,
                    "share type '" + type.name() + "' makes no share servers (driver_handles_share_servers), so its"
                            + " clones take no share network; remove shareNetwork");
        }
        if (given) {
            checkNetwork(source, network, existing(() -> shares.shareNetworkId(network)));
        }
    }

    /** Manila's own rule too; of a source that shows no network Manila judges. */
    private void checkNetwork(Share source, String wanted, String id) throws CloudException {
        if (source.shareNetworkId() != null && !source.shareNetworkId().equals(id)) {
            throw refused(
                    CloudException.Kind.CONFIGURATION,
                    "its clones are to be in share network '" + wanted + "', but Manila makes a share from a snapshot"
                            + " only in the network of its source, " + source.shareNetworkId()
                            + "; remove shareNetwork");
        }
    }

    private CloudException unable(Share source, String what, String spec) {
        return refused(
                CloudException.Kind.CONFIGURATION,
                "share type '" + source.type() + "' of its share " + source.id() + " does not support " + what
                        + " (extra spec " + spec + ")");
    }

    private CloudException refused(CloudException.Kind kind, String why) {
        return CloudException.of(
                kind,
                "Data source '" + request.source() + "' on cloud '" + request.cloud() + "' cannot be cloned: " + why);
    }
}
