package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;

/** What a Heat stack will take, as long as it has not been asked for; asked of Heat once. */
final class HeatForecast implements Admission.Forecast {
    private final FlowContext context;
    private final String environmentId;
    private final String key;
    private final String cloud;
    private final HeatPlan plan;
    private Demand whole;

    HeatForecast(FlowContext context, String environmentId, String key, String cloud, HeatPlan plan) {
        this.context = context;
        this.environmentId = environmentId;
        this.key = key;
        this.cloud = cloud;
        this.plan = plan;
    }

    @Override
    public Demand left() throws CloudException {
        boolean made = context.ledger()
                .planned(environmentId, ResourceKind.HEAT_STACK, key)
                .map(Resource::id)
                .isPresent();
        return made ? Demand.NONE : whole();
    }

    private Demand whole() throws CloudException {
        if (whole == null) {
            whole = context.cloud(cloud).quotas().ofStack(plan.template(), plan.values());
        }
        return whole;
    }
}
