package io.jenkins.plugins.dataclone.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.openstack4j.core.transport.HttpMethod;

/**
 * What a real service itself says that something took, from created to last changed, told beside what a test measures. Of access
 * rules and of reverts Manila does not tell it.
 */
final class OwnTime {
    private final ContractCloud contract;

    OwnTime(ContractCloud contract) {
        this.contract = contract;
    }

    void volume(String what, String id) throws CloudException {
        cinder(what, "volume", id);
    }

    void volumeSnapshot(String what, String id) throws CloudException {
        cinder(what, "snapshot", id);
    }

    private void cinder(String what, String kind, String id) throws CloudException {
        if (contract.isReal()) {
            rows(
                    what,
                    contract.raw()
                            .volume(HttpMethod.GET, "/" + kind + "s/" + id, null)
                            .path(kind));
        }
    }

    /** Manila does not tell when a share was changed last, but when the storage told where it is mounted from. */
    void share(String what, String id) throws CloudException {
        if (contract.isReal()) {
            JsonNode share = manila(contract, "/shares/" + id).path("share");
            String locations = "/shares/" + id + "/export_locations";
            String first =
                    manila(contract, locations).at("/export_locations/0/id").asText();
            JsonNode location = manila(contract, locations + "/" + first).path("export_location");
            tell(what, time(share, "created_at"), time(location, "updated_at"));
        }
    }

    /** An administrator alone is told when it was changed last. */
    void shareSnapshot(String what, String id) throws CloudException {
        if (contract.isReal()) {
            rows(
                    what,
                    contract.administrator()
                            .share(HttpMethod.GET, "/snapshot-instances/detail?snapshot_id=" + id, null)
                            .at("/snapshot_instances/0"));
        }
    }

    private static JsonNode manila(ContractCloud contract, String path) throws CloudException {
        return contract.raw().share(HttpMethod.GET, path, null);
    }

    private void rows(String what, JsonNode row) {
        if (row.hasNonNull("updated_at")) {
            tell(what, time(row, "created_at"), time(row, "updated_at"));
        }
    }

    private void tell(String what, Instant from, Instant to) {
        contract.note(what + " " + Duration.between(from, to).toMillis() / 100 / 10.0 + " s by the cloud's own time");
    }

    private static Instant time(JsonNode row, String field) {
        return LocalDateTime.parse(row.path(field).asText()).toInstant(ZoneOffset.UTC);
    }
}
