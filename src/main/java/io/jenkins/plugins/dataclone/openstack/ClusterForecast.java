package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters.NewCluster;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a Magnum cluster will take of the project's quotas, worked out from its template and its flavours.
 * Source: Container Infrastructure Management API v1, "Cluster templates"; Compute API v2.1, "List flavors with details".
 */
final class ClusterForecast {
    private static final Logger LOGGER = Logger.getLogger(ClusterForecast.class.getName());

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
        demand = demand.plus(machines(worker, request.nodeCount()))
                .plus(machines(master == null ? worker : master, request.masterCount()));
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

    private Demand machines(String flavor, int count) {
        return flavor(flavor)
                .map(found -> Demand.of(
                                QuotaKind.CORES,
                                (long) count * found.path("vcpus").asInt())
                        .plus(Demand.of(
                                QuotaKind.RAM_MEBIBYTES,
                                (long) count * found.path("ram").asInt())))
                .orElse(Demand.NONE);
    }

    /** By name or id, as Magnum takes it; empty if Nova does not tell, which spoils the forecast and nothing else. */
    private Optional<JsonNode> flavor(String nameOrId) {
        if (nameOrId == null) {
            return Optional.empty();
        }
        try {
            JsonNode flavors = session.read(ServiceName.NOVA, "list flavors", client -> JsonApi.nova()
                    .get("/flavors/detail", Map.of())
                    .path("flavors"));
            for (JsonNode each : flavors) {
                if (nameOrId.equals(Json.text(each, "id")) || nameOrId.equals(Json.text(each, "name"))) {
                    return Optional.of(each);
                }
            }
        } catch (CloudException e) {
            LOGGER.log(Level.FINE, e, () -> "the size of flavor " + nameOrId + " is not known");
        }
        return Optional.empty();
    }
}
