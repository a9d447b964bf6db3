package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Access;
import io.jenkins.plugins.dataclone.port.Shares.NewShare;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import io.jenkins.plugins.dataclone.port.Shares.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From a production share to a clone that may be mounted: snapshot, share from the snapshot, access rules. Production is read
 * and snapshotted, nothing else.
 */
public final class CloneFlow extends Flow<CloneResult> {
    /** Name of the data source, on the snapshot and the share. */
    static final String DATA_SOURCE = "dataSource";

    static final String PROTOCOL = "protocol";
    static final String SIZE = "sizeGiB";
    static final String DATA_TIME = "dataTime";
    /** Id of the snapshot a clone is of. */
    static final String SNAPSHOT = "snapshot";

    static final String EXPORT = "export";
    private final String environmentId;
    private final String key;
    private final CloneRequest request;
    private final Provisioner provisioner;
    private final AccessRules accessRules;
    private final BayAccess bayAccess;
    private String waitingFor = "a snapshot";
    private String sourceFacts = "";
    private List<Access> access;

    /**
     * @param environmentId an open environment
     * @param key tells this clone from others of the environment, and stays the same over a restart
     */
    public CloneFlow(
            FlowContext context,
            String environmentId,
            String key,
            CloneRequest request,
            Instant deadline,
            Progress progress) {
        super(context, deadline, progress);
        this.environmentId = environmentId;
        this.key = key;
        this.request = request;
        this.provisioner = new Provisioner(context, environmentId);
        this.accessRules = new AccessRules(this, environmentId);
        this.bayAccess = new BayAccess(this, environmentId);
        admittedBy(new Admission(
                this, environmentId, key, request.cloud(), new ShareForecast(context, environmentId, key, request)));
    }

    @Override
    Optional<CloneResult> tick() throws CloudException {
        Optional<Resource> snapshot = snapshot();
        if (snapshot.isEmpty()) {
            return Optional.empty();
        }
        Optional<Resource> share = share(snapshot.get());
        if (share.isEmpty()) {
            return Optional.empty();
        }
        waitingFor = "access to " + share.get().name();
        if (!accessRules.advance(share.get(), access()) | !bayAccess.openForBays(share.get())) {
            return Optional.empty();
        }
        return Optional.of(result(withExport(share.get())));
    }

    @Override
    public String waitingFor() {
        return waitingFor;
    }

    private Optional<Resource> snapshot() throws CloudException {
        Resource snapshot = context()
                .ledger()
                .plan(
                        environmentId,
                        ResourceKind.SHARE_SNAPSHOT,
                        request.cloud(),
                        key,
                        Map.of(RemoteSnapshot.SOURCE, request.originId(), DATA_SOURCE, request.source()));
        if (!snapshot.isReady()) {
            waitingFor = "snapshot " + snapshot.name();
            if (snapshot.state() == ResourceState.PLANNED) {
                checkSource();
            }
            if (!isAdmitted()) {
                return Optional.empty();
            }
            boolean unknown = snapshot.id() == null;
            snapshot = provisioner.advance(snapshot, new RemoteSnapshot(context()), planned -> shares().createSnapshot(
                            request.originId(), planned.name(), tag())
                    .id());
            if (unknown && snapshot.id() != null) {
                say("Snapshot " + snapshot.name() + " of data source '" + request.source() + "' requested on cloud '"
                        + request.cloud() + "'" + sourceFacts);
            }
        }
        if (snapshot.isReady() && snapshot.attribute(SIZE).isEmpty()) {
            snapshot = withFacts(snapshot);
        }
        return Optional.of(snapshot).filter(Resource::isReady);
    }

    /** Before anything is asked for. */
    private void checkSource() throws CloudException {
        Share source = new ShareCheck(request, shares()).require();
        access();
        sourceFacts = " (" + source.sizeGiB() + " GiB, " + source.protocol() + ")";
    }

    /** Who gets in; networks are looked up once. */
    private List<Access> access() throws CloudException {
        if (access == null) {
            access = accessRules.meant(request.cloud(), request.access());
        }
        return access;
    }

    /** Notes on the snapshot what the clone will need. */
    private Resource withFacts(Resource snapshot) throws CloudException {
        Snapshot made = shares().showSnapshot(snapshot.id());
        String protocol = shares().showShare(request.originId()).protocol();
        String dataTime = made.createdAt() == null ? "" : made.createdAt().toString();
        say("Snapshot " + snapshot.name() + " ready after " + elapsed(snapshot)
                + (dataTime.isEmpty() ? "" : ", data of " + dataTime));
        return context().ledger().update(environmentId, snapshot.name(), r -> r.withAttribute(PROTOCOL, protocol)
                .withAttribute(DATA_TIME, dataTime)
                .withAttribute(SIZE, Integer.toString(made.sizeGiB())));
    }

    private Optional<Resource> share(Resource snapshot) throws CloudException {
        int snapshotSize = Integer.parseInt(snapshot.attribute(SIZE).orElseThrow());
        if (request.shape().sizeGiB() != 0 && request.shape().sizeGiB() < snapshotSize) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Data source '" + request.source() + "' asks for clones of "
                            + request.shape().sizeGiB()
                            + " GiB, but its snapshot needs " + snapshotSize
                            + " GiB; ask the administrator to raise or remove the size");
        }
        int size = Math.max(request.shape().sizeGiB(), snapshotSize);
        Resource share = context()
                .ledger()
                .plan(
                        environmentId,
                        ResourceKind.SHARE,
                        request.cloud(),
                        key,
                        AccessRules.remember(
                                request.access(),
                                Map.of(
                                        DATA_SOURCE, request.source(),
                                        SNAPSHOT, snapshot.id(),
                                        PROTOCOL, snapshot.attribute(PROTOCOL).orElseThrow(),
                                        DATA_TIME, snapshot.attribute(DATA_TIME).orElse(""),
                                        SIZE, Integer.toString(size))));
        if (share.isReady()) {
            return Optional.of(share);
        }
        waitingFor = "clone " + share.name();
        if (!isAdmitted()) {
            return Optional.empty();
        }
        boolean unknown = share.id() == null;
        share = provisioner.advance(
                share, new RemoteShare(context(), environmentId), planned -> clone(planned, snapshot, size));
        if (unknown && share.id() != null) {
            say("Clone " + share.name() + " requested from snapshot " + snapshot.name());
        }
        if (share.isReady()) {
            say("Clone " + share.name() + " ready after " + elapsed(share) + " (" + size + " GiB)");
        }
        return Optional.of(share).filter(Resource::isReady);
    }

    private String clone(Resource planned, Resource snapshot, int size) throws CloudException {
        String network = request.shape().shareNetwork();
        return shares().createShare(new NewShare(
                        planned.name(),
                        snapshot.id(),
                        snapshot.attribute(PROTOCOL).orElseThrow(),
                        size,
                        request.shape().type(),
                        request.shape().availabilityZone(),
                        network == null ? null : shares().shareNetworkId(network),
                        tag()))
                .id();
    }

    private Resource withExport(Resource share) throws CloudException {
        if (share.attribute(EXPORT).isPresent()) {
            return share;
        }
        List<ExportLocation> exports = shares().exportLocations(share.id());
        if (exports.isEmpty()) {
            throw CloudException.of(
                    CloudException.Kind.FAILED,
                    "Clone " + share.name() + " on cloud '" + share.cloud()
                            + "' has no export location that this project may use, so nobody could mount it");
        }
        String location = exports.get(0).location();
        say("Clone " + share.name() + " can be mounted from " + location);
        return context().ledger().update(environmentId, share.name(), r -> r.withAttribute(EXPORT, location));
    }

    /** The clone that a finished flow left in the ledger. */
    static CloneResult result(Resource share) {
        String dataTime = share.attribute(DATA_TIME).orElse("");
        return new CloneResult(
                share.cloud(),
                share.attribute(DATA_SOURCE).orElse(""),
                share.id(),
                share.name(),
                share.attribute(PROTOCOL).orElse(""),
                new ExportLocation(share.attribute(EXPORT).orElseThrow(), true),
                share.attribute(SNAPSHOT).orElse(""),
                dataTime.isEmpty() ? null : Instant.parse(dataTime),
                Integer.parseInt(share.attribute(SIZE).orElse("0")));
    }

    /** Whether the flow that makes this clone got to its end. */
    static boolean isMountable(Resource share) {
        return share.kind() == ResourceKind.SHARE
                && share.isReady()
                && share.attribute(EXPORT).isPresent();
    }

    private OwnershipTag tag() {
        return OwnershipTag.of(context().ledger().get(environmentId), now());
    }

    private Shares shares() throws CloudException {
        return context().cloud(request.cloud()).shares();
    }
}
