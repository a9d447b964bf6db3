package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.SanitizingRecord;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Manila of a {@link FakeCloud}. */
final class FakeShares implements Shares {
    /** The share type of everything. */
    private static final String TYPE = "thin";

    private final FakeCloud cloud;

    private final Map<String, ShareType> types = new HashMap<>();

    FakeShares(FakeCloud cloud) {
        this.cloud = cloud;
        addType(TYPE, Map.of("driver_handles_share_servers", "False"));
    }

    void addType(String name, Map<String, String> extraSpecs) {
        types.put(name, new ShareType("id of " + name, name, extraSpecs));
    }

    @Override
    public Share showShare(String id) throws CloudException {
        return cloud.call("showShare", id, () -> share(cloud.existing("Share", id)));
    }

    @Override
    public List<Share> listShares(String namePrefix) throws CloudException {
        return cloud.call("listShares", namePrefix, () -> shares(namePrefix));
    }

    private List<Share> shares(String prefix) {
        return cloud.listed(FakeObject.Words.SHARE, prefix).stream()
                .map(this::share)
                .toList();
    }

    @Override
    public Share createShare(NewShare request) throws CloudException {
        return cloud.change("createShare", request.name(), () -> {
            FakeObject snapshot = cloud.existing("Snapshot", request.snapshotId());
            if (!snapshot.isReady(cloud.now()) || request.sizeGiB() < snapshot.size) {
                throw refused("Invalid snapshot or size");
            }
            return share(cloud.create(
                    "createShare",
                    request.name(),
                    snapshot.id,
                    FakeObject.Words.SHARE,
                    request.tag().asMap(),
                    request.sizeGiB(),
                    request.protocol()));
        });
    }

    @Override
    public void deleteShare(String id) throws CloudException {
        delete("deleteShare", id);
    }

    @Override
    public List<ExportLocation> exportLocations(String shareId) throws CloudException {
        return cloud.call("exportLocations", shareId, () -> {
            FakeObject share = cloud.existing("Share", shareId);
            return List.of(new ExportLocation("10.9.0.5:/shares/" + share.name, true));
        });
    }

    @Override
    public Snapshot showSnapshot(String id) throws CloudException {
        return cloud.call("showSnapshot", id, () -> snapshot(cloud.existing("Snapshot", id)));
    }

    @Override
    public List<Snapshot> listSnapshots(String namePrefix) throws CloudException {
        return cloud.call("listSnapshots", namePrefix, () -> snapshots(namePrefix));
    }

    private List<Snapshot> snapshots(String prefix) {
        return cloud.listed(FakeObject.Words.SNAPSHOT, prefix).stream()
                .map(this::snapshot)
                .toList();
    }

    @Override
    public List<Snapshot> listSnapshotsOf(String shareId) throws CloudException {
        return cloud.call("listSnapshotsOf", shareId, () -> snapshots("").stream()
                .filter(snapshot -> snapshot.shareId().equals(shareId))
                .toList());
    }

    @Override
    public Snapshot createSnapshot(String shareId, String name, OwnershipTag tag) throws CloudException {
        return cloud.change("createSnapshot", name, () -> {
            FakeObject share = cloud.existing("Share", shareId);
            return snapshot(cloud.create(
                    "createSnapshot", name, share.id, FakeObject.Words.SNAPSHOT, tag.asMap(), share.size, "snapshot"));
        });
    }

    @Override
    public void retagSnapshot(String id, OwnershipTag tag) throws CloudException {
        cloud.change("retagSnapshot", id, () -> {
            FakeObject snapshot = cloud.existing("Snapshot", id);
            cloud.violated(snapshot, "retagSnapshot");
            snapshot.metadata = tag.asMap();
            return null;
        });
    }

    @Override
    public void revertShare(String shareId, String snapshotId) throws CloudException {
        cloud.change("revertShare", shareId, () -> {
            FakeObject share = cloud.existing("Share", shareId);
            cloud.violated(share, "revertShare");
            FakeObject snapshot = cloud.existing("Snapshot", snapshotId);
            if (!share.isReady(cloud.now())) {
                throw CloudException.answered(
                        CloudException.Kind.CONFLICT, "Share is busy (409, req-409)", 409, "req-409", null);
            }
            boolean latest = cloud.all().stream()
                    .filter(o -> o.is(FakeObject.Words.SNAPSHOT) && shareId.equals(o.parent) && o.exists(cloud.now()))
                    .reduce((older, newer) -> newer)
                    .filter(newest -> newest == snapshot)
                    .isPresent();
            if (!latest) {
                throw refused("Not the most recent snapshot");
            }
            cloud.revert(share, "reverting_error");
            return null;
        });
    }

    @Override
    public ShareType shareType(String nameOrId) throws CloudException {
        return cloud.call("shareType", nameOrId, () -> {
            ShareType type = types.get(nameOrId);
            if (type == null) {
                throw CloudException.of(CloudException.Kind.NOT_FOUND, "There is no share type " + nameOrId);
            }
            return type;
        });
    }

    @Override
    public List<String> shareTypes() throws CloudException {
        return cloud.call("shareTypes", "all", () -> List.copyOf(types.keySet()));
    }

    @Override
    public List<String> shareNetworks() throws CloudException {
        return cloud.call("shareNetworks", "all", List::of);
    }

    @Override
    public String shareNetworkId(String nameOrId) throws CloudException {
        return cloud.call("shareNetworkId", nameOrId, () -> "id of " + nameOrId);
    }

    @Override
    public void deleteSnapshot(String id) throws CloudException {
        for (FakeObject other : cloud.all()) {
            if (id.equals(other.parent) && other.exists(cloud.now()) && other.is(FakeObject.Words.SHARE)) {
                cloud.call("deleteSnapshot", id, () -> {
                    cloud.broken("deleteSnapshot of " + other.name);
                    throw CloudException.answered(
                            CloudException.Kind.CONFLICT, "Snapshot " + id + " has clones (req-1)", 409, "req-1", null);
                });
            }
        }
        delete("deleteSnapshot", id);
    }

    @Override
    public List<AccessRule> listAccess(String shareId) throws CloudException {
        return cloud.call("listAccess", shareId, () -> {
            cloud.existing("Share", shareId);
            return cloud.listed(FakeObject.Words.RULE, "").stream()
                    .filter(o -> o.parent.equals(shareId))
                    .map(this::rule)
                    .toList();
        });
    }

    @Override
    public void requireAccess(Access access) {
        // it can do everything
    }

    @Override
    public AccessRule allowAccess(String shareId, Access access) throws CloudException {
        String accessTo = access.to();
        return cloud.change("allowAccess", accessTo, () -> {
            FakeObject share = cloud.existing("Share", shareId);
            cloud.violated(share, "allowAccess");
            for (FakeObject rule : cloud.listed(FakeObject.Words.RULE, "")) {
                if (rule.parent.equals(shareId) && rule.detail.startsWith(access.type() + " " + accessTo + " ")) {
                    throw refused("Share access " + access.type() + ":" + accessTo + " exists.");
                }
            }
            return rule(cloud.create(
                    "allowAccess",
                    "rule for " + accessTo + " on " + share.name,
                    shareId,
                    FakeObject.Words.RULE,
                    Map.of(),
                    0,
                    access.type() + " " + accessTo + " " + access.level()));
        });
    }

    @Override
    public void denyAccess(String shareId, String ruleId) throws CloudException {
        cloud.change("denyAccess", ruleId, () -> {
            cloud.violated(cloud.peek(shareId), "denyAccess");
            FakeObject rule = cloud.peek(ruleId);
            if (rule != null) {
                rule.delete(cloud.now());
            }
            return null;
        });
    }

    @Override
    public Optional<String> failureReason(String resourceId) throws CloudException {
        return cloud.call(
                "failureReason",
                resourceId,
                () -> Optional.ofNullable(cloud.existing("Object", resourceId).errorReason));
    }

    private void delete(String method, String id) throws CloudException {
        cloud.change(method, id, () -> {
            FakeObject object = cloud.peek(id);
            cloud.violated(object, method);
            if (object == null || !object.exists(cloud.now())) {
                return null;
            }
            if (object.isMaking(cloud.now())) {
                throw CloudException.answered(
                        CloudException.Kind.CONFLICT,
                        object.name + " is '" + object.status(cloud.now()) + "' and cannot be deleted now (req-2)",
                        403,
                        "req-2",
                        null);
            }
            object.delete(cloud.now());
            for (FakeObject rule : cloud.all()) {
                if (id.equals(rule.parent) && rule.is(FakeObject.Words.RULE)) {
                    rule.delete(cloud.now());
                }
            }
            return null;
        });
    }

    private static CloudException refused(String why) {
        return CloudException.answered(CloudException.Kind.REFUSED, why + " (400, req-400)", 400, "req-400", null);
    }

    private Share share(FakeObject o) {
        return new Share(
                o.id,
                o.name,
                o.status(cloud.now()),
                o.size,
                o.detail,
                o.parent,
                o.bornAt,
                TYPE,
                null,
                cloud.abilities(),
                false,
                o.metadata);
    }

    private Snapshot snapshot(FakeObject o) {
        return new Snapshot(
                o.id,
                o.name,
                o.status(cloud.now()),
                o.parent,
                o.size,
                o.bornAt,
                OwnershipTag.from(o.metadata),
                SanitizingRecord.from(o.metadata));
    }

    private AccessRule rule(FakeObject o) {
        String[] facts = o.detail.split(" ");
        return new AccessRule(o.id, new Access(facts[0], facts[1], facts[2]), o.status(cloud.now()));
    }
}
