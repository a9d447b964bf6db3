package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.SharedSnapshots;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.model.SanitizingRecord;
import io.jenkins.plugins.dataclone.model.SnapshotChoice;
import io.jenkins.plugins.dataclone.model.SnapshotRetention;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The snapshot that a clone is made from: one that production has, or a new one. Everything about production is checked before
 * anything is created.
 */
final class SnapshotOrigin {
    /**
     * What the clone has to know of the snapshot.
     *
     * @param dataTime the moment the data is from, ISO 8601, or empty
     * @param protocol {@code NFS} and so on; empty for a volume
     * @param type name of production's share or volume type
     * @param sanitizerRun the run that made its data harmless, or empty if none is recorded
     */
    record Facts(
            String id, String name, int sizeGiB, String dataTime, String protocol, String type, String sanitizerRun) {}

    private final Flow<?> flow;
    private final String environmentId;
    private final String key;
    private final CloneRequest request;
    private final Production production;
    private final Provisioner provisioner;
    private String waitingFor = "a snapshot";
    private Production.Facts source;

    SnapshotOrigin(Flow<?> flow, String environmentId, String key, CloneRequest request, Production production) {
        this.flow = flow;
        this.environmentId = environmentId;
        this.key = key;
        this.request = request;
        this.production = production;
        this.provisioner = new Provisioner(flow.context(), environmentId);
    }

    String waitingFor() {
        return waitingFor;
    }

    /** One tick; empty while there is no snapshot that a clone could be made from. */
    Optional<Facts> advance() throws CloudException {
        boolean takesNew = request.snapshots().choice().use() == SnapshotChoice.Use.NEW
                        && !request.snapshots().sanitizedOnly()
                || flow.context()
                        .ledger()
                        .planned(environmentId, production.snapshotKind(), key)
                        .isPresent();
        if (takesNew) {
            return take("");
        }
        Production.Facts origin = source();
        SnapshotChooser chooser = new SnapshotChooser(request, flow.context().ledger(), flow.now());
        Optional<SnapshotChooser.Candidate> chosen = chooser.choose(production.candidates());
        if (chosen.isEmpty()) {
            return take(chooser.whyNew());
        }
        SnapshotChooser.Candidate snapshot = chosen.get();
        checkSize("its snapshot '" + snapshot.name() + "' holds", snapshot.sizeGiB());
        return Optional.of(new Facts(
                snapshot.id(),
                snapshot.name(),
                snapshot.sizeGiB(),
                text(snapshot.createdAt()),
                origin.protocol(),
                origin.type(),
                snapshot.sanitized().map(SanitizingRecord::run).orElse("")));
    }

    /** Production, checked once. */
    private Production.Facts source() throws CloudException {
        if (source == null) {
            source = production.require();
        }
        return source;
    }

    private void checkSize(String what, int sizeGiB) throws CloudException {
        int clone = Math.max(sizeGiB, request.shape().sizeGiB());
        int most = request.shape().maxSizeGiB();
        if (most > 0 && clone > most) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Data source '" + request.source() + "' on cloud '" + request.cloud() + "' cannot be cloned: "
                            + what
                            + " " + sizeGiB + " GiB, but clones may have " + most
                            + " GiB at the most; ask the administrator to raise the limit (maxSizeGiB)");
        }
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
                        production.snapshotKind(),
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
                checkSize("production holds", source().sizeGiB());
            }
            if (!flow.isAdmitted()) {
                return Optional.empty();
            }
            boolean unknown = snapshot.id() == null;
            snapshot = provisioner.advance(
                    snapshot, production.snapshots(), wanted -> production.snapshot(wanted.name(), tag()));
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
        if (source == null) {
            return "";
        }
        return " (" + source.sizeGiB() + " GiB" + (source.protocol().isEmpty() ? "" : ", " + source.protocol()) + ")";
    }

    /** Notes on the snapshot what the clone will need. */
    private Resource withFacts(Resource snapshot) throws CloudException {
        Production.Taken made = production.taken(snapshot.id());
        Production.Facts origin = source == null ? production.look() : source;
        String dataTime = text(made.createdAt());
        flow.say("Snapshot " + snapshot.name() + " ready after " + Flow.elapsed(snapshot)
                + (dataTime.isEmpty() ? "" : ", data of " + dataTime));
        return flow.context().ledger().update(environmentId, snapshot.name(), r -> r.withAttribute(
                        SharedSnapshots.DATA_TIME, dataTime)
                .withAttribute(CloneFlow.PROTOCOL, origin.protocol())
                .withAttribute(CloneFlow.TYPE, origin.type())
                .withAttribute(CloneFlow.SIZE, Integer.toString(made.sizeGiB())));
    }

    private static Facts facts(Resource snapshot) {
        return new Facts(
                snapshot.id(),
                snapshot.name(),
                Integer.parseInt(snapshot.attribute(CloneFlow.SIZE).orElseThrow()),
                snapshot.attribute(SharedSnapshots.DATA_TIME).orElse(""),
                snapshot.attribute(CloneFlow.PROTOCOL).orElseThrow(),
                snapshot.attribute(CloneFlow.TYPE).orElse(""),
                "");
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
}
