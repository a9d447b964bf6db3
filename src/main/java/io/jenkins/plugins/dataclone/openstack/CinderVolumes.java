package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Volumes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cinder. Source: Block Storage API v3; deviations of the Zed release are noted where they are met. */
final class CinderVolumes implements Volumes {
    private static final ServiceName CINDER = ServiceName.CINDER;

    private final Session session;
    private final CinderVersion version;
    private final CinderLists lists;
    private final CinderTypes types;
    private final Deletion deletion;

    CinderVolumes(Session session, int pageSize) {
        this(session, pageSize, CinderVersion.NEWEST);
    }

    /** @param newest the number after {@code 3.} above which not to go */
    CinderVolumes(Session session, int pageSize, int newest) {
        this.session = session;
        this.version = new CinderVersion(session, newest);
        this.lists = new CinderLists(session, version, pageSize);
        this.types = new CinderTypes(session, version);
        this.deletion = new Deletion(session, CINDER);
    }

    /** The microversion in use, {@code 3.70} at most. */
    String microversion() throws CloudException {
        return version.text();
    }

    @Override
    public Volume showVolume(String id) throws CloudException {
        String path = "/volumes/" + volumeId(id);
        JsonApi api = api();
        return session.read(
                CINDER,
                "show volume " + id,
                client -> CinderJson.volume(api.get(path).path("volume")));
    }

    @Override
    public List<Volume> listVolumes(String namePrefix) throws CloudException {
        return lists.startingWith("volumes", namePrefix, CinderJson::volume, Volume::name);
    }

    @Override
    public Volume createVolume(NewVolume request) throws CloudException {
        snapshotId(request.snapshotId());
        Map<String, Object> volume = new LinkedHashMap<>();
        volume.put("name", request.name());
        volume.put("snapshot_id", request.snapshotId());
        volume.put("size", request.sizeGiB());
        volume.put("metadata", request.tag().asMap());
        if (request.volumeType() != null) {
            volume.put("volume_type", request.volumeType());
        }
        if (request.availabilityZone() != null) {
            volume.put("availability_zone", request.availabilityZone());
        }
        JsonApi api = api();
        return session.write(
                CINDER,
                "create volume " + request.name() + " from snapshot " + request.snapshotId(),
                client -> CinderJson.volume(
                        api.post("/volumes", Map.of("volume", volume)).path("volume")));
    }

    @Override
    public void deleteVolume(String id) throws CloudException {
        delete(id, Map.of());
    }

    @Override
    public void deleteVolumeWithSnapshots(String id) throws CloudException {
        delete(id, Map.of("cascade", "true"));
    }

    private void delete(String id, Map<String, String> query) throws CloudException {
        String path = "/volumes/" + volumeId(id);
        JsonApi api = api();
        deletion.of(
                "volume " + id,
                () -> api.delete(path, query),
                () -> showVolume(id).status(),
                status -> switch (status) {
                    case "available", "error" -> Optional.of("it has snapshots, which must be deleted first");
                    case "in-use" -> Optional.of("it is attached, and must be detached first");
                    case "error_deleting" -> Optional.of(gaveUp("volume", id));
                    default -> Optional.empty();
                });
    }

    @Override
    public Snapshot showSnapshot(String id) throws CloudException {
        String path = "/snapshots/" + snapshotId(id);
        JsonApi api = api();
        return session.read(
                CINDER,
                "show snapshot " + id,
                client -> CinderJson.snapshot(api.get(path).path("snapshot")));
    }

    @Override
    public List<Snapshot> listSnapshots(String namePrefix) throws CloudException {
        return lists.startingWith("snapshots", namePrefix, CinderJson::snapshot, Snapshot::name);
    }

    @Override
    public List<Snapshot> snapshotsOf(String volumeId) throws CloudException {
        List<Snapshot> snapshots =
                new ArrayList<>(lists.all("snapshots", Map.of("volume_id", volumeId(volumeId)), CinderJson::snapshot));
        snapshots.removeIf(snapshot -> !snapshot.volumeId().equals(volumeId));
        snapshots.sort(Comparator.comparing(Snapshot::createdAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                .reversed());
        return snapshots;
    }

    @Override
    public Snapshot createSnapshot(String volumeId, String name, OwnershipTag tag) throws CloudException {
        Map<String, Object> snapshot = new LinkedHashMap<>();
        snapshot.put("volume_id", volumeId(volumeId));
        snapshot.put("name", name);
        snapshot.put("metadata", tag.asMap());
        if (version.minor() < CinderVersion.NO_FORCE) {
            snapshot.put("force", true);
        }
        JsonApi api = api();
        return session.write(
                CINDER,
                "create snapshot " + name + " of volume " + volumeId,
                client -> CinderJson.snapshot(
                        api.post("/snapshots", Map.of("snapshot", snapshot)).path("snapshot")));
    }

    @Override
    public void retagSnapshot(String id, OwnershipTag tag) throws CloudException {
        String path = "/snapshots/" + snapshotId(id) + "/metadata";
        JsonApi api = api();
        // POST adds to what is there, PUT would take away the rest
        session.write(CINDER, "tag snapshot " + id, client -> api.post(path, Map.of("metadata", tag.asMap())));
    }

    @Override
    public void deleteSnapshot(String id) throws CloudException {
        String path = "/snapshots/" + snapshotId(id);
        JsonApi api = api();
        deletion.of(
                "snapshot " + id,
                () -> api.delete(path, Map.of()),
                () -> showSnapshot(id).status(),
                status -> switch (status) {
                    case "available", "error" ->
                        Optional.of("volumes were made from it, and the storage needs it for them");
                    case "error_deleting" -> Optional.of(gaveUp("volume snapshot", id));
                    default -> Optional.empty();
                });
    }

    @Override
    public Optional<String> whyNoRevert() throws CloudException {
        return version.minor() < CinderVersion.REVERT
                ? Optional.of("Cinder on cloud '" + session.cloud() + "' cannot revert volumes: microversion 3."
                        + CinderVersion.REVERT + " is needed, it has " + version.text())
                : Optional.empty();
    }

    @Override
    public void revert(String volumeId, String snapshotId) throws CloudException {
        Optional<String> why = whyNoRevert();
        if (why.isPresent()) {
            throw CloudException.of(Kind.REFUSED, why.get() + ".");
        }
        String path = "/volumes/" + volumeId(volumeId) + "/action";
        Map<String, String> to = Map.of("snapshot_id", snapshotId(snapshotId));
        JsonApi api = api();
        session.write(
                CINDER,
                "revert volume " + volumeId + " to snapshot " + snapshotId,
                client -> api.post(path, Map.of("revert", to)));
    }

    @Override
    public VolumeType volumeType(String nameOrId) throws CloudException {
        return types.find(nameOrId);
    }

    @Override
    public List<String> volumeTypes() throws CloudException {
        return types.names();
    }

    /** The short list: the long one has the passwords of the connections in it. */
    @Override
    public List<Attachment> attachments(String volumeId) throws CloudException {
        if (version.minor() < CinderVersion.ATTACHMENTS) {
            return showVolume(volumeId).attachments();
        }
        Map<String, String> query = Map.of("volume_id", volumeId(volumeId));
        JsonApi api = api();
        JsonNode answer = session.read(
                CINDER, "list attachments of volume " + volumeId, client -> api.get("/attachments", query));
        List<Attachment> attachments = new ArrayList<>();
        for (JsonNode node : answer.path("attachments")) {
            if (volumeId.equals(Json.text(node, "volume_id"))) {
                attachments.add(CinderJson.attachment(node));
            }
        }
        return attachments;
    }

    @Override
    public void deleteAttachment(String volumeId, String attachmentId) throws CloudException {
        volumeId(volumeId);
        String path = "/attachments/" + Ids.require(session.cloud(), "attachment", attachmentId);
        if (version.minor() < CinderVersion.ATTACHMENTS) {
            throw CloudException.of(
                    Kind.REFUSED,
                    "Cinder on cloud '" + session.cloud() + "' is too old to end attachment " + attachmentId
                            + " of volume " + volumeId + ": microversion 3." + CinderVersion.ATTACHMENTS
                            + " is needed; an administrator of the cloud can detach it.");
        }
        JsonApi api = api();
        try {
            session.write(CINDER, "end attachment " + attachmentId + " of volume " + volumeId, client -> {
                api.delete(path, Map.of());
                return null;
            });
        } catch (CloudException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    @Override
    public Optional<String> failureReason(String resourceId) throws CloudException {
        Ids.require(session.cloud(), "volume or snapshot", resourceId);
        if (version.minor() < CinderVersion.MESSAGES) {
            return Optional.empty();
        }
        return new UserMessages(session, CINDER, "resource_uuid").about(resourceId, api());
    }

    private static String gaveUp(String kind, String id) {
        return "its status is 'error_deleting', from which Cinder deletes nothing; an administrator of the cloud has to"
                + " see to the storage and then set the status: openstack " + kind + " set --state error " + id;
    }

    private JsonApi api() throws CloudException {
        return JsonApi.cinder(version.minor());
    }

    private String volumeId(String id) throws CloudException {
        return Ids.require(session.cloud(), "volume", id);
    }

    private String snapshotId(String id) throws CloudException {
        return Ids.require(session.cloud(), "snapshot", id);
    }
}
