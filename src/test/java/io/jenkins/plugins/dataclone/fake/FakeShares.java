package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Manila of a {@link FakeCloud}. */
final class FakeShares implements Shares {
    private final FakeCloud cloud;

    FakeShares(FakeCloud cloud) {
        this.cloud = cloud;
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
    public Snapshot createSnapshot(String shareId, String name, OwnershipTag tag) throws CloudException {
        return cloud.change("createSnapshot", name, () -> {
            FakeObject share = cloud.existing("Share", shareId);
            return snapshot(cloud.create(
                    "createSnapshot", name, share.id, FakeObject.Words.SNAPSHOT, Map.of(), share.size, "snapshot"));
        });
    }

    @Override
    public void deleteSnapshot(String id) throws CloudException {
        for (FakeObject other : cloud.all()) {
            if (id.equals(other.parent) && other.exists(cloud.now()) && other.is(FakeObject.Words.SHARE)) {
                cloud.call("deleteSnapshot", id, () -> {
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
    public AccessRule allowAccess(String shareId, String accessTo, String accessLevel) throws CloudException {
        return cloud.change("allowAccess", accessTo, () -> {
            FakeObject share = cloud.existing("Share", shareId);
            cloud.violated(share, "allowAccess");
            for (FakeObject rule : cloud.listed(FakeObject.Words.RULE, "")) {
                if (rule.parent.equals(shareId) && rule.detail.startsWith(accessTo + " ")) {
                    throw refused("Share access ip:" + accessTo + " exists.");
                }
            }
            return rule(cloud.create(
                    "allowAccess",
                    "rule for " + accessTo + " on " + share.name,
                    shareId,
                    FakeObject.Words.RULE,
                    Map.of(),
                    0,
                    accessTo + " " + accessLevel));
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
        return new Share(o.id, o.name, o.status(cloud.now()), o.size, o.detail, o.parent, o.bornAt, o.metadata);
    }

    private Snapshot snapshot(FakeObject o) {
        return new Snapshot(o.id, o.name, o.status(cloud.now()), o.parent, o.size, o.bornAt);
    }

    private AccessRule rule(FakeObject o) {
        String[] facts = o.detail.split(" ");
        return new AccessRule(o.id, facts[0], facts[1], o.status(cloud.now()));
    }
}
