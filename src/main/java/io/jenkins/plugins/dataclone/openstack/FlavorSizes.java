package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** How large servers are, for one forecast: the flavors are read once. Source: Compute API v2.1, "List flavors with details". */
final class FlavorSizes {
    private static final Logger LOGGER = Logger.getLogger(FlavorSizes.class.getName());

    private final Session session;
    private List<JsonNode> flavors;

    FlavorSizes(Session session) {
        this.session = session;
    }

    /**
     * Cores and memory of servers.
     *
     * @param flavor name or id, as Heat and Magnum take it; null if that is not known, which spoils the forecast and nothing
     *     else
     */
    Demand of(String flavor, int servers) {
        return find(flavor)
                .map(found -> Demand.of(
                                QuotaKind.CORES,
                                (long) servers * found.path("vcpus").asInt())
                        .plus(Demand.of(
                                QuotaKind.RAM_MEBIBYTES,
                                (long) servers * found.path("ram").asInt())))
                .orElse(Demand.NONE);
    }

    private Optional<JsonNode> find(String nameOrId) {
        if (nameOrId == null) {
            return Optional.empty();
        }
        return all().stream()
                .filter(each -> nameOrId.equals(Json.text(each, "id")) || nameOrId.equals(Json.text(each, "name")))
                .findFirst();
    }

    private List<JsonNode> all() {
        if (flavors == null) {
            flavors = new ArrayList<>();
            try {
                session.read(ServiceName.NOVA, "list flavors", client -> JsonApi.nova()
                                .get("/flavors/detail", Map.of())
                                .path("flavors"))
                        .forEach(flavors::add);
            } catch (CloudException e) {
                LOGGER.log(Level.FINE, e, () -> "the sizes of flavors are not known");
            }
        }
        return flavors;
    }
}
