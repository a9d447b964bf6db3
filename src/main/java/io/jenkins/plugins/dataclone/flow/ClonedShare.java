package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Access;
import io.jenkins.plugins.dataclone.port.Shares.NewShare;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A clone that is a share. It may be mounted while it goes back, so nobody has to let go of it. */
final class ClonedShare implements ClonedData {
    private final FlowContext context;
    private final Flow<?> flow;
    private final String environmentId;
    private final AccessRules accessRules;

    ClonedShare(Flow<?> flow, String environmentId) {
        this.flow = flow;
        this.context = flow.context();
        this.environmentId = environmentId;
        this.accessRules = new AccessRules(flow, environmentId);
    }

    @Override
    public DataKind kind() {
        return DataKind.SHARE;
    }

    @Override
    public ResourceKind clones() {
        return ResourceKind.SHARE;
    }

    @Override
    public ResourceKind checkpoints() {
        return ResourceKind.SHARE_CHECKPOINT;
    }

    @Override
    public Remote remote() {
        return new RemoteShare(context, environmentId);
    }

    @Override
    public Remote snapshots() {
        return new RemoteSnapshot(context, environmentId);
    }

    @Override
    public String takeSnapshot(Resource checkpoint, OwnershipTag tag) throws CloudException {
        String share = checkpoint.attribute(RemoteSnapshot.SOURCE).orElseThrow();
        return shares(checkpoint).createSnapshot(share, checkpoint.name(), tag).id();
    }

    @Override
    public Instant takenAt(Resource checkpoint) throws CloudException {
        return shares(checkpoint).showSnapshot(checkpoint.id()).createdAt();
    }

    @Override
    public Demand demandOfCheckpoint(Resource clone) {
        return Demand.of(QuotaKind.SHARE_SNAPSHOTS, 1)
                .plus(Demand.of(QuotaKind.SHARE_SNAPSHOT_GIGABYTES, CloneFlow.size(clone)));
    }

    @Override
    public Demand demandOfClone(Resource clone) {
        String type = clone.attribute(CloneFlow.TYPE).orElse(null);
        return Demand.of(QuotaKind.SHARES, type, 1)
                .plus(Demand.of(QuotaKind.SHARE_GIGABYTES, type, CloneFlow.size(clone)));
    }

    @Override
    public Optional<String> obstacle(Resource clone, Resource checkpoint) throws CloudException {
        return shares(clone).showShare(clone.id()).abilities().reverts()
                ? Optional.empty()
                : Optional.of("its share type, or this Manila, cannot revert to snapshots");
    }

    @Override
    public boolean letGo(Resource clone) {
        return true;
    }

    @Override
    public Condition condition(Resource clone, Resource checkpoint) throws CloudException {
        Look look = remote().lookClosely(clone);
        return new Condition(look, look.is(RemoteStatus.READY), look.word().equals("reverting"));
    }

    @Override
    public void revert(Resource clone, Resource checkpoint) throws CloudException {
        shares(clone).revertShare(clone.id(), checkpoint.id());
    }

    @Override
    public boolean isBack(Condition now, Resource checkpoint) {
        return now.look().is(RemoteStatus.READY);
    }

    @Override
    public boolean giveBack(Resource clone) {
        return true;
    }

    @Override
    public List<String> inherited() {
        return List.of(
                CloneFlow.DATA_SOURCE,
                CloneFlow.PROTOCOL,
                CloneFlow.TYPE,
                CloneFlow.DATA_TIME,
                CloneFlow.SANITIZER_RUN,
                CloneFlow.SIZE,
                AccessRules.LEVEL,
                AccessRules.OPEN_ALLOWED,
                BayAccess.WANTED);
    }

    @Override
    public String createFromCheckpoint(Resource planned, OwnershipTag tag) throws CloudException {
        return shares(planned)
                .createShare(new NewShare(
                        planned.name(),
                        planned.attribute(CloneFlow.SNAPSHOT).orElseThrow(),
                        planned.attribute(CloneFlow.PROTOCOL).orElseThrow(),
                        CloneFlow.size(planned),
                        null,
                        null,
                        null,
                        tag))
                .id();
    }

    /** Both are open for a moment: a client keeps what it has mounted until it is told of the other one. */
    @Override
    public boolean handOver(Resource old, Resource other) throws CloudException {
        List<Access> access = holders(old).stream()
                .map(rule -> new Access(
                        rule.attribute(RemoteAccessRule.TYPE).orElseThrow(),
                        rule.attribute(RemoteAccessRule.TO).orElseThrow(),
                        rule.attribute(RemoteAccessRule.LEVEL).orElseThrow()))
                .toList();
        return accessRules.advance(other, access);
    }

    @Override
    public Resource noted(Resource clone) throws CloudException {
        return Export.noted(flow, environmentId, clone);
    }

    @Override
    public List<Resource> holders(Resource clone) {
        return context.ledger()
                .get(environmentId)
                .resources(r -> r.kind() == ResourceKind.ACCESS_RULE
                        && !r.isGone()
                        && r.attribute(RemoteAccessRule.SHARE)
                                .filter(clone.id()::equals)
                                .isPresent());
    }

    private Shares shares(Resource resource) throws CloudException {
        return context.cloud(resource.cloud()).shares();
    }
}
