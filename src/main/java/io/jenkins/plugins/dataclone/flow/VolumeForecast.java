package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a clone of a volume will still take: the snapshot and the volume, as long as they have not been asked for. Cinder counts
 * the gigabytes of both in one row.
 */
final class VolumeForecast implements Admission.Forecast {
    private static final Logger LOGGER = Logger.getLogger(VolumeForecast.class.getName());

    private final FlowContext context;
    private final String environmentId;
    private final String key;
    private final CloneRequest request;
    private int originGiB;

    VolumeForecast(FlowContext context, String environmentId, String key, CloneRequest request) {
        this.context = context;
        this.environmentId = environmentId;
        this.key = key;
        this.request = request;
    }

    @Override
    public Demand left() {
        if (isMade(ResourceKind.VOLUME)) {
            return Demand.NONE;
        }
        int origin = originGiB();
        String type = request.shape().type();
        int size = Math.max(origin, request.shape().sizeGiB());
        Demand clone = Demand.of(QuotaKind.VOLUMES, type, 1)
                .plus(Demand.of(QuotaKind.VOLUME_GIGABYTES, type, size))
                .plus(Demand.ofClone(size));
        return isMade(ResourceKind.VOLUME_SNAPSHOT)
                ? clone
                : clone.plus(Demand.of(QuotaKind.VOLUME_SNAPSHOTS, 1))
                        .plus(Demand.of(QuotaKind.VOLUME_GIGABYTES, origin));
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
                        .volumes()
                        .showVolume(request.originId())
                        .sizeGiB();
            } catch (CloudException e) {
                LOGGER.log(Level.FINE, e, () -> "the size of data source '" + request.source() + "' is not known");
            }
        }
        return originGiB;
    }
}
