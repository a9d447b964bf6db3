package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.SharedSnapshots;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Access;
import io.jenkins.plugins.dataclone.port.Shares.NewShare;
import java.time.Duration;
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
    static final String DATA_SOURCE = SharedSnapshots.DATA_SOURCE;

    static final String PROTOCOL = "protocol";
    static final String SIZE = "sizeGiB";
    static final String DATA_TIME = SharedSnapshots.DATA_TIME;
    /** Id of the snapshot a clone is of. */
    static final String SNAPSHOT = SharedSnapshots.SNAPSHOT;
    /** Name of the snapshot a clone is of. */
    static final String SNAPSHOT_NAME = "snapshotName";
    /** The run that made the snapshot's data harmless, or empty. */
    static final String SANITIZER_RUN = "sanitizerRun";
    /** Name of the share or volume type of production, which is that of the clone unless its data source says otherwise. */
    static final String TYPE = "type";

    static final String EXPORT = Export.LOCATION;

    private final String environmentId;
    private final CloneRequest request;
    private final CloneMaking making;
    private final AccessRules accessRules;
    private final BayAccess bayAccess;
    private String waitingFor = "a snapshot";
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
        this.request = request;
        this.making = new CloneMaking(
                this,
                environmentId,
                key,
                request,
                ResourceKind.SHARE,
                new ShareProduction(context, environmentId, request));
        this.accessRules = new AccessRules(this, environmentId);
        this.bayAccess = new BayAccess(this, environmentId);
        admittedBy(new Admission(
                this, environmentId, key, request.cloud(), new CloneForecast(context, environmentId, key, request)));
    }

    @Override
    Optional<CloneResult> tick() throws CloudException {
        Optional<Resource> share = making.planned();
        if (share.isEmpty()) {
            access();
            share = making.plan(this::particulars);
        }
        if (share.isPresent()) {
            share = making.make(share.get(), new RemoteShare(context(), environmentId), this::clone);
        }
        waitingFor = making.waitingFor();
        if (share.isEmpty()) {
            return Optional.empty();
        }
        waitingFor = "access to " + share.get().name();
        boolean open = accessRules.advance(share.get(), access());
        // both go on in the same tick
        boolean openForBays = bayAccess.openForBays(share.get());
        if (!open || !openForBays) {
            return Optional.empty();
        }
        return Optional.of(result(Export.noted(this, environmentId, share.get())));
    }

    @Override
    public String waitingFor() {
        return waitingFor;
    }

    /** Who gets in; networks are looked up once, and before anything is created. */
    private List<Access> access() throws CloudException {
        if (access == null) {
            access = accessRules.meant(request.cloud(), request.access());
        }
        return access;
    }

    private Map<String, String> particulars(SnapshotOrigin.Facts snapshot) {
        return AccessRules.remember(request.access(), Map.of(PROTOCOL, snapshot.protocol(), TYPE, snapshot.type()));
    }

    /** The snapshot that a clone is made from, for the log. */
    static String origin(Resource clone) {
        String dataTime = clone.attribute(DATA_TIME).orElse("");
        String run = clone.attribute(SANITIZER_RUN).orElse("");
        return clone.attribute(SNAPSHOT_NAME).orElse("")
                + (dataTime.isEmpty() ? "" : ", data of " + dataTime)
                + (run.isEmpty() ? "" : ", sanitized by run " + run);
    }

    private String clone(Resource planned) throws CloudException {
        String network = request.shape().shareNetwork();
        return shares().createShare(new NewShare(
                        planned.name(),
                        planned.attribute(SNAPSHOT).orElseThrow(),
                        planned.attribute(PROTOCOL).orElseThrow(),
                        Integer.parseInt(planned.attribute(SIZE).orElseThrow()),
                        request.shape().type(),
                        request.shape().availabilityZone(),
                        network == null ? null : shares().shareNetworkId(network),
                        tag()))
                .id();
    }

    /** In GiB; 0 if it is not known. */
    static int size(Resource resource) {
        return Integer.parseInt(resource.attribute(SIZE).orElse("0"));
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
                size(share),
                EnvironmentFacts.took(share).orElse(Duration.ZERO));
    }

    /** Whether the flow that makes this clone got to its end, and none has taken its place since. */
    static boolean isMountable(Resource share) {
        return share.kind() == ResourceKind.SHARE
                && share.isReady()
                && share.attribute(EXPORT).isPresent()
                && !Clones.isReplaced(share);
    }

    private OwnershipTag tag() {
        return OwnershipTag.of(context().ledger().get(environmentId), now());
    }

    private Shares shares() throws CloudException {
        return context().cloud(request.cloud()).shares();
    }
}
