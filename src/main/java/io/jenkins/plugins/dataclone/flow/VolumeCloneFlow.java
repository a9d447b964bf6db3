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
    private final CloneRequest request;
    private final CloneMaking making;
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
        this.request = request;
        this.making = new CloneMaking(
                this,
                environmentId,
                key,
                request,
                ResourceKind.VOLUME,
                new VolumeProduction(this, environmentId, request));
        this.targets = new AttachTargets(context, environmentId);
        this.attachments = new VolumeAttachments(this, environmentId);
        admittedBy(new Admission(
                this, environmentId, key, request.cloud(), new CloneForecast(context, environmentId, key, request)));
    }

    @Override
    Optional<CloneResult> tick() throws CloudException {
        Optional<Resource> volume = making.planned();
        if (volume.isEmpty()) {
            servers();
            volume = making.plan(this::particulars);
        }
        if (volume.isPresent()) {
            volume = making.make(volume.get(), new RemoteVolume(context(), environmentId), this::clone);
        }
        waitingFor = making.waitingFor();
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

    private Map<String, String> particulars(SnapshotOrigin.Facts snapshot) {
        String type = request.shape().type();
        return Map.of(
                CloneFlow.TYPE,
                type == null ? snapshot.type() : type,
                AccessRules.LEVEL,
                request.access().level());
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
