package io.jenkins.plugins.dataclone.contract;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.openstack.CallLimits;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.Credential;
import io.jenkins.plugins.dataclone.openstack.OpenStackCloud;
import io.jenkins.plugins.dataclone.openstack.RawOpenStack;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Pace;
import io.jenkins.plugins.dataclone.sweeper.CloudsYamlFile;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.openstack4j.core.transport.HttpMethod;

/**
 * The cloud that a contract is tested on: the embedded one, or the real one that {@code OS_CLOUD} names in clouds.yaml. The same
 * tests run on both, so what they say of the embedded cloud is what real services do. {@code DATACLONE_IT_OTHER_CLOUD} names an
 * entry of another tenant (default: {@code other}), {@code DATACLONE_IT_ADMIN_CLOUD} one of an administrator of the cloud (default:
 * {@code admin}), {@code DATACLONE_IT_SHARE_TYPE} the share type of what is made (default
 * {@code dummy}).
 */
public final class ContractCloud implements AutoCloseable {
    private static final int EMBEDDED_SPEED = 20;

    /** What no machine that such tests run on has: enclaves that the hypervisor hands on. */
    private static final String RARE = "trait:HW_CPU_X86_SGX";

    private final EmbeddedCloud embedded;
    private final CloudSettings settings;
    private final CloudSettings other;
    private final CloudSettings admin;
    private final OpenStackCloud cloud;
    private final RawOpenStack raw;
    /** What the names of everything made here start with. */
    private final String prefix = "dcit-" + UUID.randomUUID().toString().substring(0, 8) + "-";

    private ContractCloud(EmbeddedCloud embedded, CloudSettings settings, CloudSettings other, CloudSettings admin) {
        this.embedded = embedded;
        this.settings = settings;
        this.other = other;
        this.admin = admin;
        this.cloud = new OpenStackCloud(settings);
        this.raw = new RawOpenStack(settings);
    }

    /** The cloud of this run. */
    public static ContractCloud open() throws CloudException {
        String name = System.getenv("OS_CLOUD");
        if (name == null || name.isBlank()) {
            EmbeddedCloud embedded = EmbeddedCloud.start();
            return new ContractCloud(
                    embedded,
                    of(embedded, "jenkins", "ci"),
                    of(embedded, "stranger", "other"),
                    of(embedded, "admin", "admin"));
        }
        CloudsYamlFile clouds =
                CloudsYamlFile.read(CloudsYamlFile.locate(System.getenv()).orElseThrow());
        String stranger =
                Optional.ofNullable(System.getenv("DATACLONE_IT_OTHER_CLOUD")).orElse("other");
        String administrator =
                Optional.ofNullable(System.getenv("DATACLONE_IT_ADMIN_CLOUD")).orElse("admin");
        return new ContractCloud(
                null, clouds.settings(name), clouds.settings(stranger), clouds.settings(administrator));
    }

    private static CloudSettings of(EmbeddedCloud embedded, String user, String project) throws CloudException {
        return CloudSettings.builder(
                        "embedded",
                        embedded.keystoneUrl(),
                        Credential.Password.named(user, "Default", project, "Default", user))
                // it answers faster than any real cloud, and tests call without the flows that wait
                .limits(new CallLimits(CallLimits.MOST_IN_FLIGHT, CallLimits.MOST_PER_SECOND))
                .heatTemplatesAllowed(true)
                .build();
    }

    /** The embedded one, which a test may disturb. */
    public EmbeddedCloud embedded() {
        return embedded;
    }

    /**
     * How much quicker than usual the product's own time may run. The embedded cloud needs no time, so what flows wait is all there
     * is to wait for.
     */
    public int speed() {
        return isReal() ? 1 : EMBEDDED_SPEED;
    }

    /** A time that runs at that {@link #speed}, from now on. */
    public Pace pace() {
        return isReal() ? Pace.real() : Pace.quick(speed());
    }

    /** Whether it is a real one: then things take their time. */
    public boolean isReal() {
        return embedded == null;
    }

    public CloudSettings settings() {
        return settings;
    }

    /** The way in of another tenant. */
    public CloudSettings other() {
        return other;
    }

    /** Any request as the cloud's administrator: for quotas. */
    public RawOpenStack administrator() {
        return new RawOpenStack(admin);
    }

    public OpenStackCloud cloud() {
        return cloud;
    }

    public RawOpenStack raw() {
        return raw;
    }

    public String prefix() {
        return prefix;
    }

    /** A tag as an environment of a build would write it. */
    public OwnershipTag tag() {
        return new OwnershipTag(
                "contract", "contract", "job#1", Instant.now(), Instant.now().plusSeconds(3600));
    }

    public String shareType() {
        return Optional.ofNullable(System.getenv("DATACLONE_IT_SHARE_TYPE")).orElse("dummy");
    }

    /** Makes the share that stands for production, waits for it and gives its id. Who makes it removes it. */
    public String productionShare(int sizeGiB) throws Exception {
        String id = share("production", shareType(), sizeGiB);
        ready(() -> cloud.shares().showShare(id).remoteStatus());
        return id;
    }

    /** Asks for an empty share, does not wait for it, and gives its id. Who makes it removes it. */
    public String share(String name, String shareType, int sizeGiB) throws CloudException {
        Map<String, Object> share = new LinkedHashMap<>();
        share.put("name", prefix + name);
        share.put("share_proto", "NFS");
        share.put("size", sizeGiB);
        share.put("share_type", shareType);
        JsonNode made = raw.share(HttpMethod.POST, "/shares", Map.of("share", share));
        return made.path("share").path("id").asText();
    }

    /** Makes a share type like {@code dummy} of which shares cannot go back in place, and gives its name. */
    public String addShareType(String name) throws CloudException {
        Map<String, Object> specs = Map.of(
                "driver_handles_share_servers", "False",
                "snapshot_support", "True",
                "create_share_from_snapshot_support", "True",
                "share_backend_name", "DUMMY");
        new RawOpenStack(admin)
                .share(
                        HttpMethod.POST,
                        "/types",
                        Map.of(
                                "share_type",
                                Map.of(
                                        "name",
                                        prefix + name,
                                        "share_type_access:is_public",
                                        true,
                                        "extra_specs",
                                        specs)));
        return prefix + name;
    }

    /** Removes a share type that {@link #addShareType} made. */
    public void removeShareType(String name) throws CloudException {
        new RawOpenStack(admin)
                .share(
                        HttpMethod.DELETE,
                        "/types/" + cloud.shares().shareType(name).id(),
                        null);
    }

    /** Makes a flavor for which Nova finds no host until {@link #giveFlavorAHost}, and gives its id. */
    public String addFlavorWithoutHost(String name) throws CloudException {
        Map<String, Object> flavor = Map.of("name", prefix + name, "ram", 2048, "vcpus", 1, "disk", 20);
        String id = administrator()
                .compute(HttpMethod.POST, "/flavors", Map.of("flavor", flavor))
                .at("/flavor/id")
                .asText();
        administrator()
                .compute(
                        HttpMethod.POST,
                        "/flavors/" + id + "/os-extra_specs",
                        Map.of("extra_specs", Map.of(RARE, "required")));
        return id;
    }

    /** From now on there is a host for servers of that flavor. */
    public void giveFlavorAHost(String id) throws CloudException {
        administrator().compute(HttpMethod.DELETE, "/flavors/" + id + "/os-extra_specs/" + RARE, null);
    }

    /** Removes a flavor that {@link #addFlavorWithoutHost} made. */
    public void removeFlavor(String id) throws CloudException {
        administrator().compute(HttpMethod.DELETE, "/flavors/" + id, null);
    }

    /**
     * Sets a status as only an administrator of the cloud may.
     *
     * @param collection {@code shares} or {@code snapshots}
     */
    public void setStatus(String collection, String id, String status) throws CloudException {
        administrator()
                .share(
                        HttpMethod.POST,
                        "/" + collection + "/" + id + "/action",
                        Map.of("reset_status", Map.of("status", status)));
    }

    /** Asks for an empty volume, does not wait for it, and gives its id. Who makes it removes it. */
    public String volume(String name, String volumeType, int sizeGiB) throws CloudException {
        Map<String, Object> volume = Map.of("name", prefix + name, "size", sizeGiB, "volume_type", volumeType);
        JsonNode made = raw.volume(HttpMethod.POST, "/volumes", Map.of("volume", volume));
        return made.path("volume").path("id").asText();
    }

    /** Sets a volume's status as only an administrator of the cloud may. */
    public void setVolumeStatus(String id, String status) throws CloudException {
        setCinderStatus("volumes", id, status);
    }

    /** Sets the status of a snapshot of a volume as only an administrator of the cloud may. */
    public void setVolumeSnapshotStatus(String id, String status) throws CloudException {
        setCinderStatus("snapshots", id, status);
    }

    private void setCinderStatus(String collection, String id, String status) throws CloudException {
        administrator()
                .volume(
                        HttpMethod.POST,
                        "/" + collection + "/" + id + "/action",
                        Map.of("os-reset_status", Map.of("status", status)));
    }

    /** Makes a volume type whose volumes several servers may have, and gives its name. */
    public String addSharedVolumeType(String name) throws CloudException {
        Map<String, Object> type = Map.of("name", prefix + name, "extra_specs", Map.of("multiattach", "<is> True"));
        administrator().volume(HttpMethod.POST, "/types", Map.of("volume_type", type));
        return prefix + name;
    }

    /** Removes a volume type that {@link #addSharedVolumeType} made. */
    public void removeVolumeType(String name) throws CloudException {
        String id = cloud.volumes().volumeType(name).id();
        administrator().volume(HttpMethod.DELETE, "/types/" + id, null);
    }

    /** Makes a server of the smallest sort, waits for it and gives its id. Who makes it removes it. */
    public String server(String name) throws CloudException {
        String image = first(raw.server(HttpMethod.GET, "/images", null).path("images"), "no-distro");
        String flavor = first(raw.server(HttpMethod.GET, "/flavors", null).path("flavors"), "m1.small");
        String network =
                first(raw.network(HttpMethod.GET, "/v2.0/networks", null).path("networks"), "ci");
        Map<String, Object> server = Map.of(
                "name",
                prefix + name,
                "imageRef",
                image,
                "flavorRef",
                flavor,
                "networks",
                List.of(Map.of("uuid", network)));
        String id = raw.server(HttpMethod.POST, "/servers", Map.of("server", server))
                .at("/server/id")
                .asText();
        ready(() -> cloud.servers().server(id).remoteStatus());
        return id;
    }

    private static String first(JsonNode list, String name) {
        for (JsonNode each : list) {
            if (each.path("name").asText().equals(name)) {
                return each.path("id").asText();
            }
        }
        throw new AssertionError("there is no " + name);
    }

    /** Removes a server and waits until it is gone. */
    public void removeServer(String id) throws CloudException {
        raw.server(HttpMethod.DELETE, "/servers/" + id, null);
        gone(server -> {}, cloud.servers()::server, id);
    }

    /** Waits until it is ready; fails at once if the service gives up. */
    public static void ready(Callable<RemoteStatus> status) {
        await().atMost(Duration.ofMinutes(15))
                .pollInterval(Duration.ofMillis(300))
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    RemoteStatus now = status.call();
                    if (now == RemoteStatus.FAILED) {
                        throw new AssertionError("the service gave up");
                    }
                    return now == RemoteStatus.READY;
                });
    }

    /** Tells what a step took by the service's own clock, beside what {@link #timed} measures. */
    public void note(String line) {
        if (isReal()) {
            System.out.println("contract on " + cloud.name() + ": " + line);
        }
    }

    /** Something that removes an object, or shows it. */
    @FunctionalInterface
    public interface OnId {
        void call(String id) throws CloudException;
    }

    /** Deletes, repeating what may be repeated, until a look says that there is no such object. */
    public static void gone(OnId delete, OnId show, String id) {
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(300))
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsMatching(e -> e instanceof CloudException c && c.isRetryable())
                .until(() -> {
                    delete.call(id);
                    try {
                        show.call(id);
                        return false;
                    } catch (CloudException e) {
                        if (e.isNotFound()) {
                            return true;
                        }
                        throw e;
                    }
                });
    }

    /** Runs it; on a real cloud, tells how long it took. */
    public <T> T timed(String what, Callable<T> call) throws Exception {
        Instant start = Instant.now();
        T result = call.call();
        if (isReal()) {
            System.out.println("contract on " + cloud.name() + ": " + what + " "
                    + Duration.between(start, Instant.now()).toMillis() / 100 / 10.0 + " s");
        }
        return result;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
