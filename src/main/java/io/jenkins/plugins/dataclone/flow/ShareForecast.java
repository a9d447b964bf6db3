package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a clone of a share will still take: the snapshot and the share, as long as they have not been asked for. */
final class ShareForecast implements Admission.Forecast {
    private static final Logger LOGGER = Logger.getLogger(ShareForecast.class.getName());

    private final FlowContext context;
    private final String environmentId;
    private final String key;
    private final CloneRequest request;
    private int originGiB;

    ShareForecast(FlowContext context, String environmentId, String key, CloneRequest request) {
        this.context = context;
        this.environmentId = environmentId;
        this.key = key;
        this.request = request;
    }

    @Override
    public Demand left() {
        if (isMade(ResourceKind.SHARE)) {
            return Demand.NONE;
        }
        int origin = originGiB();
        int size = Math.max(origin, request.shape().sizeGiB());
        Demand clone = Demand.of(QuotaKind.SHARES, request.shape().type(), 1)
                .plus(Demand.of(QuotaKind.SHARE_GIGABYTES, request.shape().type(), size))
                .plus(Demand.ofClone(size));
        return hasSnapshot()
                ? clone
                : clone.plus(Demand.of(QuotaKind.SHARE_SNAPSHOTS, 1))
                        .plus(Demand.of(QuotaKind.SHARE_SNAPSHOT_GIGABYTES, origin));
    }

    /** One of its own, or one that is there already and has been chosen. */
    private boolean hasSnapshot() {
        return isMade(ResourceKind.SHARE_SNAPSHOT)
                || context.ledger()
                        .planned(environmentId, ResourceKind.SHARE, key)
                        .isPresent();
    }

    private boolean isMade(ResourceKind kind) {
        return context.ledger()
                .planned(environmentId, kind, key)
                .map(Resource::id)
                .isPresent();
    }

    /** 0 while the cloud does not tell: then the numbers of objects count alone, and the flow itself meets the error. */
    private int originGiB() {
        if (originGiB == 0) {
            try {
                originGiB = context.cloud(request.cloud())
                        .shares()
                        .showShare(request.originId())
                        .sizeGiB();
            } catch (CloudException e) {
                LOGGER.log(Level.FINE, e, () -> "the size of data source '" + request.source() + "' is not known");
            }
        }
        return originGiB;
    }
}
