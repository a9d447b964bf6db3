package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.port.Servers.Server;
import io.jenkins.plugins.dataclone.port.Volumes;
import io.jenkins.plugins.dataclone.port.Volumes.NewVolume;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From a production volume to a clone on the servers that it is wanted on: snapshot, volume from the snapshot, attachments.
 * Production is read and snapshotted, in use or not, and nothing else.
 */
final class VolumeCloneFlow extends Flow<CloneResult> {
    private final String environmentId;
    private final String key;
    private final CloneRequest request;
    private final Provisioner provisioner;
    private final SnapshotOrigin origin;
    private final AttachTargets targets;
    private final VolumeAttachments attachments;
    private String waitingFor = "a snapshot";
    private List<Server> servers;

    VolumeCloneFlow(
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
        this.origin = new SnapshotOrigin(
                this, environmentId, key, request, new VolumeProduction(this, environmentId, request));
        this.targets = new AttachTargets(context, environmentId);
        this.attachments = new VolumeAttachments(this, environmentId);
        admittedBy(new Admission(
                this, environmentId, key, request.cloud(), new CloneForecast(context, environmentId, key, request)));
    }

    @Override
    Optional<CloneResult> tick() throws CloudException {
        Optional<Resource> volume = context().ledger().planned(environmentId, ResourceKind.VOLUME, key);
        if (volume.isEmpty()) {
            servers();
            volume = planned();
        }
        volume = volume.isEmpty() ? volume : made(volume.get());
        if (volume.isEmpty()) {
            return Optional.empty();
        }
        waitingFor = "the attachment of " + volume.get().name();
        if (!attachments.advance(volume.get(), servers())) {
            return Optional.empty();
        }
        return Optional.of(result(environment(), volume.get()));
    }

    @Override
    public String waitingFor() {
        return waitingFor;
    }

    /** Where it goes; looked up once, and before anything is created. */
    private List<Server> servers() throws CloudException {
        if (servers == null) {
            servers = targets.of(request);
        }
        return servers;
    }

    /** Written down as soon as there is a snapshot; from then on the snapshot stays as long as the clone. */
    private Optional<Resource> planned() throws CloudException {
        Optional<SnapshotOrigin.Facts> found = origin.advance();
        waitingFor = origin.waitingFor();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        SnapshotOrigin.Facts snapshot = found.get();
        int wanted = request.shape().sizeGiB();
        if (wanted != 0 && wanted < snapshot.sizeGiB()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "Data source '" + request.source() + "' asks for clones of " + wanted
                            + " GiB, but its snapshot needs " + snapshot.sizeGiB()
                            + " GiB; ask the administrator to raise or remove the size");
        }
        return context()
                .ledger()
                .snapshots()
                .planClone(
                        environmentId,
                        ResourceKind.VOLUME,
                        request.cloud(),
                        key,
                        Map.of(
                                CloneFlow.DATA_SOURCE,
                                request.source(),
                                CloneFlow.SNAPSHOT,
                                snapshot.id(),
                                CloneFlow.SNAPSHOT_NAME,
                                snapshot.name(),
                                CloneFlow.DATA_TIME,
                                snapshot.dataTime(),
                                CloneFlow.SANITIZER_RUN,
                                snapshot.sanitizerRun(),
                                CloneFlow.TYPE,
                                request.shape().type() == null
                                        ? snapshot.type()
                                        : request.shape().type(),
                                AccessRules.LEVEL,
                                request.access().level(),
                                CloneFlow.SIZE,
                                Integer.toString(Math.max(wanted, snapshot.sizeGiB()))));
    }

    private Optional<Resource> made(Resource planned) throws CloudException {
        if (planned.isReady()) {
            return Optional.of(planned);
        }
        waitingFor = "clone " + planned.name();
        if (!isAdmitted()) {
            return Optional.empty();
        }
        boolean unknown = planned.id() == null;
        Resource volume = provisioner.advance(planned, new RemoteVolume(context(), environmentId), this::clone);
        if (unknown && volume.id() != null) {
            say("Clone " + volume.name() + " requested from snapshot " + CloneFlow.origin(volume)
                    + UsualTime.of(context().ledger(), volume)
                            .map(UsualTime::announced)
                            .orElse(""));
        }
        if (volume.isReady()) {
            say("Clone " + volume.name() + " ready after " + elapsed(volume) + " ("
                    + volume.attribute(CloneFlow.SIZE).orElse("?") + " GiB)");
            CopyCheck.fullCopies(context().ledger().all(), volume).ifPresent(this::say);
        }
        return Optional.of(volume).filter(Resource::isReady);
    }

    private String clone(Resource planned) throws CloudException {
        return volumes()
                .createVolume(new NewVolume(
                        planned.name(),
                        planned.attribute(CloneFlow.SNAPSHOT).orElseThrow(),
                        Integer.parseInt(planned.attribute(CloneFlow.SIZE).orElseThrow()),
                        request.shape().type(),
                        request.shape().availabilityZone(),
                        OwnershipTag.of(environment(), now())))
                .id();
    }

    /** A clone that is ready, with the servers that have it. */
    static CloneResult result(Environment environment, Resource volume) {
        String dataTime = volume.attribute(CloneFlow.DATA_TIME).orElse("");
        return new CloneResult(
                volume.cloud(),
                volume.attribute(CloneFlow.DATA_SOURCE).orElse(""),
                DataKind.VOLUME,
                volume.id(),
                volume.name(),
                "",
                null,
                volume.attribute(CloneFlow.SNAPSHOT).orElse(""),
                dataTime.isEmpty() ? null : Instant.parse(dataTime),
                CloneFlow.size(volume),
                VolumeAttachments.of(environment, volume),
                EnvironmentFacts.took(volume).orElse(Duration.ZERO));
    }

    private Environment environment() {
        return context().ledger().get(environmentId);
    }

    private Volumes volumes() throws CloudException {
        return context().cloud(request.cloud()).volumes();
    }
}
