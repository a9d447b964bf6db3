package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What clones of shares and of volumes have in common: a snapshot, the clone written down with what is known of it, and then made.
 * Who may use the clone is not in here.
 */
final class CloneMaking {
    private final Flow<?> flow;
    private final FlowContext context;
    private final String environmentId;
    private final String key;
    private final CloneRequest request;
    private final ResourceKind kind;
    private final SnapshotOrigin origin;
    private final Provisioner provisioner;
    private String waitingFor = "a snapshot";

    /** @param kind of the clone */
    CloneMaking(
            Flow<?> flow,
            String environmentId,
            String key,
            CloneRequest request,
            ResourceKind kind,
            Production production) {
        this.flow = flow;
        this.context = flow.context();
        this.environmentId = environmentId;
        this.key = key;
        this.request = request;
        this.kind = kind;
        this.origin = new SnapshotOrigin(flow, environmentId, key, request, production);
        this.provisioner = new Provisioner(context, environmentId);
    }

    String waitingFor() {
        return waitingFor;
    }

    /** The clone, if it has been written down. */
    Optional<Resource> planned() {
        return context.ledger().planned(environmentId, kind, key);
    }

    /**
     * One tick on the way to a snapshot. The clone is written down as soon as there is one; from then on the snapshot stays as long
     * as the clone.
     *
     * @param particulars what a clone of that kind has written down besides
     */
    Optional<Resource> plan(Function<SnapshotOrigin.Facts, Map<String, String>> particulars) throws CloudException {
        Optional<SnapshotOrigin.Facts> found = origin.advance();
        waitingFor = origin.waitingFor();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        SnapshotOrigin.Facts snapshot = found.get();
        Map<String, String> attributes = new TreeMap<>(particulars.apply(snapshot));
        attributes.put(CloneFlow.DATA_SOURCE, request.source());
        attributes.put(CloneFlow.SNAPSHOT, snapshot.id());
        attributes.put(CloneFlow.SNAPSHOT_NAME, snapshot.name());
        attributes.put(CloneFlow.DATA_TIME, snapshot.dataTime());
        attributes.put(CloneFlow.SANITIZER_RUN, snapshot.sanitizerRun());
        attributes.put(CloneFlow.SIZE, Integer.toString(size(snapshot)));
        return context.ledger().snapshots().planClone(environmentId, kind, request.cloud(), key, attributes);
    }

    private int size(SnapshotOrigin.Facts snapshot) throws CloudException {
        int wanted = request.shape().sizeGiB();
        if (wanted != 0 && wanted < snapshot.sizeGiB()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Data source '" + request.source() + "' asks for clones of " + wanted
                            + " GiB, but its snapshot needs " + snapshot.sizeGiB()
                            + " GiB; ask the administrator to raise or remove the size");
        }
        return Math.max(wanted, snapshot.sizeGiB());
    }

    /** One tick on the way to a clone that is ready. */
    Optional<Resource> make(Resource planned, Remote remote, Provisioner.Creation creation) throws CloudException {
        if (planned.isReady()) {
            return Optional.of(planned);
        }
        waitingFor = "clone " + planned.name();
        if (!flow.isAdmitted()) {
            return Optional.empty();
        }
        boolean unknown = planned.id() == null;
        Resource clone = provisioner.advance(planned, remote, creation);
        if (unknown && clone.id() != null) {
            flow.say("Clone " + clone.name() + " requested from snapshot " + CloneFlow.origin(clone)
                    + UsualTime.of(context.ledger(), clone)
                            .map(UsualTime::announced)
                            .orElse(""));
        }
        if (clone.isReady()) {
            flow.say("Clone " + clone.name() + " ready after " + Flow.elapsed(clone) + " (" + CloneFlow.size(clone)
                    + " GiB)");
            CopyCheck.fullCopies(context.ledger().all(), clone).ifPresent(flow::say);
        }
        return Optional.of(clone).filter(Resource::isReady);
    }
}
