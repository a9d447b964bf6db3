package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.Quota;
import io.jenkins.plugins.dataclone.model.QuotaItem;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clusters;
import io.jenkins.plugins.dataclone.port.Quotas;
import io.jenkins.plugins.dataclone.port.Stacks.Template;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The quotas of a project, each read where its service keeps it. Only the services that are asked about get a request.
 */
final class ProjectQuotas implements Quotas {
    private static final Logger LOGGER = Logger.getLogger(ProjectQuotas.class.getName());
    /** What Manila and Cinder call a row; the same word for the project as a whole and, per type, with the type behind it. */
    private static final Map<QuotaKind, String> SHARE_ROWS = new EnumMap<>(Map.of(
            QuotaKind.SHARES, "shares",
            QuotaKind.SHARE_GIGABYTES, "gigabytes",
            QuotaKind.SHARE_SNAPSHOTS, "snapshots",
            QuotaKind.SHARE_SNAPSHOT_GIGABYTES, "snapshot_gigabytes"));

    private static final Map<QuotaKind, String> VOLUME_ROWS = new EnumMap<>(Map.of(
            QuotaKind.VOLUMES, "volumes",
            QuotaKind.VOLUME_GIGABYTES, "gigabytes",
            QuotaKind.VOLUME_SNAPSHOTS, "snapshots"));

    /** Nova has the limit of a row behind {@code max}, and what is used in {@code total...Used}. */
    private static final Map<QuotaKind, String> COMPUTE_ROWS = new EnumMap<>(Map.of(
            QuotaKind.INSTANCES, "TotalInstances",
            QuotaKind.CORES, "TotalCores",
            QuotaKind.RAM_MEBIBYTES, "TotalRAMSize"));

    private static final Map<QuotaKind, String> PORT_ROWS =
            new EnumMap<>(Map.of(QuotaKind.PORTS, "port", QuotaKind.FLOATING_IPS, "floatingip"));

    private final Session storage;
    private final Session compute;
    private final ManilaVersion manila;
    private final Magnum magnum;
    private final ClusterForecast forecast;
    private final HeatStacks stacks;

    /**
     * @param storage for Manila and Cinder
     * @param compute for Magnum, Nova and Neutron, which may count another project's things
     * @param stacks tells what a template would make
     */
    ProjectQuotas(Session storage, Session compute, ManilaVersion manila, HeatStacks stacks) {
        this.storage = storage;
        this.compute = compute;
        this.manila = manila;
        this.magnum = new Magnum(compute);
        this.forecast = new ClusterForecast(compute, magnum);
        this.stacks = stacks;
    }

    /** One service's part of the answer. */
    private interface Part {
        void read(Set<QuotaItem> items, Map<QuotaItem, Quota> into) throws CloudException;
    }

    @Override
    public Map<QuotaItem, Quota> read(Set<QuotaItem> items) throws CloudException {
        Map<QuotaItem, Quota> found = new TreeMap<>();
        read(items, SHARE_ROWS.keySet(), this::shares, found);
        read(items, VOLUME_ROWS.keySet(), this::volumes, found);
        read(items, COMPUTE_ROWS.keySet(), this::instances, found);
        read(items, PORT_ROWS.keySet(), this::ports, found);
        read(items, Set.of(QuotaKind.CLUSTERS), this::clusters, found);
        return found;
    }

    @Override
    public Demand ofCluster(Clusters.NewCluster request) throws CloudException {
        return forecast.of(request);
    }

    @Override
    public Demand ofStack(Template template, Map<String, String> parameters) throws CloudException {
        StackForecast counted = new StackForecast(new FlavorSizes(compute));
        Demand[] demand = {Demand.NONE};
        optional(
                "the resources of " + template.fileName(),
                () -> demand[0] = counted.of(stacks.preview(template, parameters)));
        return demand[0];
    }

    private static void read(Set<QuotaItem> all, Set<QuotaKind> kinds, Part part, Map<QuotaItem, Quota> found)
            throws CloudException {
        Set<QuotaItem> items = new LinkedHashSet<>(all);
        items.removeIf(item -> !kinds.contains(item.kind()));
        if (items.isEmpty()) {
            return;
        }
        optional("quotas of " + kinds, () -> part.read(items, found));
    }

    /** Something that a cloud may or may not tell. */
    private interface Telling {
        void read() throws CloudException;
    }

    private static void optional(String what, Telling telling) throws CloudException {
        try {
            telling.read();
        } catch (CloudException e) {
            if (e.kind() == CloudException.Kind.BUSY) {
                throw e;
            }
            LOGGER.log(Level.FINE, e, () -> what + " are not known");
        }
    }

    private void shares(Set<QuotaItem> items, Map<QuotaItem, Quota> into) throws CloudException {
        for (String type : types(items)) {
            boolean told = type == null
                    ? manila.minor() >= ManilaVersion.QUOTA_DETAIL
                    : manila.minor() >= ManilaVersion.QUOTA_OF_TYPE;
            if (told) {
                optional("quotas of share type " + type, () -> shares(type, items, into));
            }
        }
    }

    private void shares(String type, Set<QuotaItem> items, Map<QuotaItem, Quota> into) throws CloudException {
        JsonApi api = JsonApi.manila(manila.minor());
        String project = project(storage);
        JsonNode set = storage.read(ServiceName.MANILA, "show the quotas of project " + project, client -> api.get(
                        "/quota-sets/" + project + "/detail", type == null ? Map.of() : Map.of("share_type", type))
                .path("quota_set"));
        SHARE_ROWS.forEach((kind, row) -> put(items, new QuotaItem(kind, type), set.path(row), into));
    }

    private void volumes(Set<QuotaItem> items, Map<QuotaItem, Quota> into) throws CloudException {
        String project = project(storage);
        JsonNode set =
                storage.read(ServiceName.CINDER, "show the quotas of project " + project, client -> JsonApi.cinder()
                        .get("/os-quota-sets/" + project, Map.of("usage", "True"))
                        .path("quota_set"));
        for (String type : types(items)) {
            String suffix = type == null ? "" : "_" + type;
            VOLUME_ROWS.forEach((kind, row) -> put(items, new QuotaItem(kind, type), set.path(row + suffix), into));
        }
    }

    private void ports(Set<QuotaItem> items, Map<QuotaItem, Quota> into) throws CloudException {
        String project = project(compute);
        JsonNode set =
                compute.read(ServiceName.NEUTRON, "show the quotas of project " + project, client -> JsonApi.neutron()
                        .get("/quotas/" + project + "/details", Map.of())
                        .path("quota"));
        PORT_ROWS.forEach((kind, row) -> put(items, QuotaItem.of(kind), set.path(row), into));
    }

    private void instances(Set<QuotaItem> items, Map<QuotaItem, Quota> into) throws CloudException {
        JsonNode limits = compute.read(ServiceName.NOVA, "show its limits", client -> JsonApi.nova()
                .get("/limits", Map.of())
                .at("/limits/absolute"));
        for (QuotaItem item : items) {
            String row = COMPUTE_ROWS.get(item.kind());
            JsonNode limit = limits.path("max" + row);
            JsonNode used = limits.path(row.replace("Size", "").replace("Total", "total") + "Used");
            if (limit.isNumber() && used.isNumber()) {
                into.put(item, new Quota(limit.asLong(), used.asLong()));
            }
        }
    }

    /** Magnum tells the limit only; it counts every cluster of the project, failed ones too. */
    private void clusters(Set<QuotaItem> items, Map<QuotaItem, Quota> into) throws CloudException {
        String project = project(compute);
        JsonNode quota =
                magnum.read("show the quotas of project " + project, api -> api.get("/quotas/" + project + "/Cluster"));
        if (quota.has("hard_limit")) {
            int used = magnum.all("/clusters", "clusters").size();
            into.put(
                    QuotaItem.of(QuotaKind.CLUSTERS),
                    new Quota(quota.path("hard_limit").asLong(), used));
        }
    }

    private static void put(Set<QuotaItem> wanted, QuotaItem item, JsonNode row, Map<QuotaItem, Quota> into) {
        if (wanted.contains(item) && row.has("limit")) {
            // Manila and Cinder say in_use, Neutron says used
            long used = row.path("in_use").asLong(row.path("used").asLong())
                    + row.path("reserved").asLong();
            into.put(item, new Quota(row.path("limit").asLong(), used));
        }
    }

    private static Set<String> types(Set<QuotaItem> items) {
        Set<String> types = new LinkedHashSet<>();
        items.forEach(item -> types.add(item.type()));
        return types;
    }

    private static String project(Session session) throws CloudException {
        return session.token().getProject().getId();
    }
}
