package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters.NewCluster;

/**
 * What a Magnum cluster will take of the project's quotas, worked out from its template and its flavours.
 * Source: Container Infrastructure Management API v1, "Cluster templates".
 */
final class ClusterForecast {
    private final Session session;
    private final Magnum magnum;

    ClusterForecast(Session session, Magnum magnum) {
        this.session = session;
        this.magnum = magnum;
    }

    Demand of(NewCluster request) throws CloudException {
        String templateId = Ids.require(session.cloud(), "cluster template", request.templateId());
        JsonNode template =
                magnum.read("show cluster template " + templateId, api -> api.get("/clustertemplates/" + templateId));
        int machines = request.nodeCount() + request.masterCount();
        Demand demand = Demand.of(QuotaKind.CLUSTERS, 1)
                .plus(Demand.of(QuotaKind.INSTANCES, machines))
                .plus(Demand.of(QuotaKind.PORTS, machines));
        ClusterOptions options = request.options();
        String worker = options.flavor() == null ? Json.text(template, "flavor_id") : options.flavor();
        String master =
                options.masterFlavor() == null ? Json.text(template, "master_flavor_id") : options.masterFlavor();
        FlavorSizes flavors = new FlavorSizes(session);
        demand = demand.plus(flavors.of(worker, request.nodeCount()))
                .plus(flavors.of(master == null ? worker : master, request.masterCount()));
        boolean floating = options.floatingIps() == null
                ? template.path("floating_ip_enabled").asBoolean(true)
                : options.floatingIps();
        if (floating) {
            demand = demand.plus(Demand.of(QuotaKind.FLOATING_IPS, machines));
        }
        int volume = options.dockerVolumeSizeGiB() == 0
                ? template.path("docker_volume_size").asInt()
                : options.dockerVolumeSizeGiB();
        if (volume > 0) {
            demand = demand.plus(Demand.of(QuotaKind.VOLUMES, machines))
                    .plus(Demand.of(QuotaKind.VOLUME_GIGABYTES, (long) machines * volume));
        }
        return demand;
    }
}
