package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters.NewCluster;

/** What a bay will take, as long as it has not been asked for. */
final class BayForecast implements Admission.Forecast {
    private final FlowContext context;
    private final String environmentId;
    private final String key;
    private final BayRequest request;
    private Demand whole;

    BayForecast(FlowContext context, String environmentId, String key, BayRequest request) {
        this.context = context;
        this.environmentId = environmentId;
        this.key = key;
        this.request = request;
    }

    @Override
    public Demand left() throws CloudException {
        boolean made = BayAttempts.current(context.ledger(), environmentId, key)
                .map(Resource::id)
                .isPresent();
        return made ? Demand.NONE : whole();
    }

    private Demand whole() throws CloudException {
        if (whole == null) {
            Cloud cloud = context.cloud(request.cloud());
            whole = cloud.quotas()
                    .ofCluster(new NewCluster(
                            "forecast",
                            cloud.clusters().template(request.clusterTemplate()).id(),
                            request.nodeCount(),
                            request.masterCount(),
                            request.options()))
                    .plus(Demand.of(QuotaKind.OWN_BAYS, 1));
        }
        return whole;
    }
}
