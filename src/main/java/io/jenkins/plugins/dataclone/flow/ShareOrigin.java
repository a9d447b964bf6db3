package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.SharedSnapshots;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.model.SnapshotChoice;
import io.jenkins.plugins.dataclone.model.SnapshotRetention;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import io.jenkins.plugins.dataclone.port.Shares.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The snapshot that a clone is made from: one that production has, or a new one. Everything about production is checked before
 * anything is created.
 */
final class ShareOrigin {
    /**
     * What the clone has to know of the snapshot.
     *
     * @param dataTime the moment the data is from, ISO 8601, or empty
     * @param shareType name of production's share type
     */
    record Facts(String id, String name, int sizeGiB, String dataTime, String protocol, String shareType) {}

    private final Flow<?> flow;
    private final String environmentId;
    private final String key;
    private final CloneRequest request;
    private final Provisioner provisioner;
    private String waitingFor = "a snapshot";
    private Share source;

    ShareOrigin(Flow<?> flow, String environmentId, String key, CloneRequest request) {
        this.flow = flow;
        this.environmentId = environmentId;
        this.key = key;
        this.request = request;
        this.provisioner = new Provisioner(flow.context(), environmentId);
    }

    String waitingFor() {
        return waitingFor;
    }

    /** One tick; empty while there is no snapshot that a clone could be made from. */
    Optional<Facts> advance() throws CloudException {
        boolean takesNew = request.snapshots().choice().use() == SnapshotChoice.Use.NEW
                || flow.context()
                        .ledger()
                        .planned(environmentId, ResourceKind.SHARE_SNAPSHOT, key)
                        .isPresent();
        if (takesNew) {
            return take("");
        }
        Share source = source();
        SnapshotChooser chooser = new SnapshotChooser(
                request, flow.context().ledger(), environment().controller(), flow.now());
        Optional<SnapshotChooser.Candidate> chosen = chooser.choose(candidates());
        if (chosen.isEmpty()) {
            return take(chooser.whyNew());
        }
        SnapshotChooser.Candidate snapshot = chosen.get();
        String dataTime = text(snapshot.createdAt());
        return Optional.of(new Facts(
                snapshot.id(), snapshot.name(), snapshot.sizeGiB(), dataTime, source.protocol(), source.type()));
    }

    /** Production, checked once. */
    private Share source() throws CloudException {
        if (source == null) {
            source = new ShareCheck(request, shares()).require();
        }
        return source;
    }

    private List<SnapshotChooser.Candidate> candidates() throws CloudException {
        return shares().listSnapshotsOf(request.originId()).stream()
                .map(each -> new SnapshotChooser.Candidate(
                        each.id(), each.name(), each.remoteStatus(), each.sizeGiB(), each.createdAt(), each.tag()))
                .toList();
    }

    private Resource planned() throws CloudException {
        Map<String, String> attributes = Map.of(
                SharedSnapshots.ORIGIN, request.originId(),
                SharedSnapshots.DATA_SOURCE, request.source());
        SnapshotRetention keep = request.snapshots().keep();
        return flow.context()
                .ledger()
                .plan(
                        environmentId,
                        ResourceKind.SHARE_SNAPSHOT,
                        request.cloud(),
                        key,
                        keep.isNone() ? attributes : SharedSnapshots.keep(keep.count(), keep.age(), attributes));
    }

    /** A new snapshot of our own. */
    private Optional<Facts> take(String whyNew) throws CloudException {
        Resource snapshot = planned();
        if (!snapshot.isReady()) {
            waitingFor = "snapshot " + snapshot.name();
            if (snapshot.state() == ResourceState.PLANNED) {
                source();
            }
            if (!flow.isAdmitted()) {
                return Optional.empty();
            }
            boolean unknown = snapshot.id() == null;
            snapshot = provisioner.advance(
                    snapshot, new RemoteSnapshot(flow.context(), environmentId), wanted -> shares().createSnapshot(
                                    request.originId(), wanted.name(), tag())
                            .id());
            if (unknown && snapshot.id() != null) {
                flow.say("Snapshot " + snapshot.name() + " of data source '" + request.source()
                        + "' requested on cloud '" + request.cloud() + "'" + size() + whyNew);
            }
        }
        if (!snapshot.isReady()) {
            return Optional.empty();
        }
        return Optional.of(facts(snapshot.attribute(CloneFlow.SIZE).isPresent() ? snapshot : withFacts(snapshot)));
    }

    private String size() {
        return source == null ? "" : " (" + source.sizeGiB() + " GiB, " + source.protocol() + ")";
    }

    /** Notes on the snapshot what the clone will need. */
    private Resource withFacts(Resource snapshot) throws CloudException {
        Snapshot made = shares().showSnapshot(snapshot.id());
        Share production = source == null ? shares().showShare(request.originId()) : source;
        String dataTime = text(made.createdAt());
        flow.say("Snapshot " + snapshot.name() + " ready after " + Flow.elapsed(snapshot)
                + (dataTime.isEmpty() ? "" : ", data of " + dataTime));
        return flow.context().ledger().update(environmentId, snapshot.name(), r -> r.withAttribute(
                        SharedSnapshots.DATA_TIME, dataTime)
                .withAttribute(CloneFlow.PROTOCOL, production.protocol())
                .withAttribute(CloneFlow.SHARE_TYPE, production.type())
                .withAttribute(CloneFlow.SIZE, Integer.toString(made.sizeGiB())));
    }

    private static Facts facts(Resource snapshot) {
        return new Facts(
                snapshot.id(),
                snapshot.name(),
                Integer.parseInt(snapshot.attribute(CloneFlow.SIZE).orElseThrow()),
                snapshot.attribute(SharedSnapshots.DATA_TIME).orElse(""),
                snapshot.attribute(CloneFlow.PROTOCOL).orElseThrow(),
                snapshot.attribute(CloneFlow.SHARE_TYPE).orElse(""));
    }

    private static String text(Instant time) {
        return time == null ? "" : time.toString();
    }

    private OwnershipTag tag() {
        return OwnershipTag.of(environment(), flow.now());
    }

    private Environment environment() {
        return flow.context().ledger().get(environmentId);
    }

    private Shares shares() throws CloudException {
        return flow.context().cloud(request.cloud()).shares();
    }
}
