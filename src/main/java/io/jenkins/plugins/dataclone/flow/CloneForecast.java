package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a clone will still take: the snapshot and the share or volume, as long as they have not been asked for. Cinder counts the
 * gigabytes of both in one row.
 */
final class CloneForecast implements Admission.Forecast {
    private static final Logger LOGGER = Logger.getLogger(CloneForecast.class.getName());

    private final FlowContext context;
    private final String environmentId;
    private final String key;
    private final CloneRequest request;
    private final boolean volume;
    private final ResourceKind kind;
    private int originGiB;

    CloneForecast(FlowContext context, String environmentId, String key, CloneRequest request) {
        this.context = context;
        this.environmentId = environmentId;
        this.key = key;
        this.request = request;
        this.volume = request.kind() == DataKind.VOLUME;
        this.kind = volume ? ResourceKind.VOLUME : ResourceKind.SHARE;
    }

    @Override
    public Demand left() {
        if (isMade(kind)) {
            return Demand.NONE;
        }
        int origin = originGiB();
        int size = Math.max(origin, request.shape().sizeGiB());
        String type = request.shape().type();
        Demand clone = Demand.of(volume ? QuotaKind.VOLUMES : QuotaKind.SHARES, type, 1)
                .plus(Demand.of(volume ? QuotaKind.VOLUME_GIGABYTES : QuotaKind.SHARE_GIGABYTES, type, size))
                .plus(Demand.ofClone(size));
        return hasSnapshot()
                ? clone
                : clone.plus(Demand.of(volume ? QuotaKind.VOLUME_SNAPSHOTS : QuotaKind.SHARE_SNAPSHOTS, 1))
                        .plus(Demand.of(
                                volume ? QuotaKind.VOLUME_GIGABYTES : QuotaKind.SHARE_SNAPSHOT_GIGABYTES, origin));
    }

    /** One of its own, or one that is there already and has been chosen. */
    private boolean hasSnapshot() {
        return isMade(volume ? ResourceKind.VOLUME_SNAPSHOT : ResourceKind.SHARE_SNAPSHOT)
                || context.ledger().planned(environmentId, kind, key).isPresent();
    }

    private boolean isMade(ResourceKind made) {
        return context.ledger()
                .planned(environmentId, made, key)
                .map(Resource::id)
                .isPresent();
    }

    /** 0 while the cloud does not tell: then the numbers of objects count alone, and the flow itself meets the error. */
    private int originGiB() {
        if (originGiB == 0) {
            try {
                Cloud cloud = context.cloud(request.cloud());
                originGiB = volume
                        ? cloud.volumes().showVolume(request.originId()).sizeGiB()
                        : cloud.shares().showShare(request.originId()).sizeGiB();
            } catch (CloudException e) {
                LOGGER.log(Level.FINE, e, () -> "the size of data source '" + request.source() + "' is not known");
            }
        }
        return originGiB;
    }
}
