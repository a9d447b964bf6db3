package io.jenkins.plugins.dataclone.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;

/**
 * An OpenStack in this process, over real HTTP(S) on a loopback port: Keystone v3, Manila 2.0-2.65, Cinder v3, Magnum
 * v1, Heat v1, Neutron v2.0 and as much of Nova and Glance as is read. It behaves like the calls recorded on real
 * services (Zed) that lie in the test resources, keeps all state in memory, and forgets it on {@link #close}. All
 * methods may be called from any thread.
 *
 * <p>Ready on start: project {@code ci} with user {@code jenkins}, project {@code other} with user {@code stranger},
 * {@code watcher} (reader in {@code ci}) and {@code admin}, each with its name as password, domain Default; an
 * application credential of {@code jenkins}; share types {@code default}, {@code dummy} (three export locations),
 * {@code dummy-dhss} and {@code no-snapshots}; volume types {@code lvm} and {@code __DEFAULT__}; networks
 * {@code public} and {@code ci}; public cluster templates {@code swarm-mode}, {@code swarm} and {@code kubernetes}.
 */
public final class EmbeddedCloud implements AutoCloseable {
    private static final Set<String> UNDELETABLE = Set.of("error_deleting", "reverting_error");

    private final CloudState cloud;
    private final CloudServer server;
    private final ShareTypes shareTypes;
    private final VolumeTypes volumeTypes;
    private final CertificateAuthority authority;
    private final Accounts.AppCredential credential;

    EmbeddedCloud(CloudState cloud, CertificateAuthority authority, String host) {
        this.cloud = cloud;
        this.authority = authority;
        shareTypes = new ShareTypes(cloud);
        volumeTypes = new VolumeTypes();
        server = new CloudServer(cloud, authority == null ? null : authority.server("127.0.0.1", "localhost"), host);
        credential = Furniture.place(cloud);
        StackEngine stacks = new StackEngine(cloud);
        server.add(new Keystone(cloud));
        server.add(new Manila(cloud, shareTypes));
        server.add(new Cinder(cloud, volumeTypes));
        server.add(new Magnum(cloud, stacks));
        server.add(new Heat(cloud, stacks));
        server.add(new Neutron(cloud));
        server.add(new Nova(cloud));
        server.add(new Glance(cloud));
        server.start();
    }

    /** How the cloud shall be. */
    public static EmbeddedCloudBuilder builder() {
        return new EmbeddedCloudBuilder();
    }

    /** A cloud whose objects reach their next state as soon as they are looked at again. */
    public static EmbeddedCloud start() {
        return builder().start();
    }

    /** The identity endpoint with its version, e.g. {@code http://127.0.0.1:1234/identity/v3}. */
    public String keystoneUrl() {
        return cloud.identityRoot() + "/v3";
    }

    /** PEM of the authority that signed the cloud's own TLS certificate; null without TLS. */
    public String caPem() {
        return authority == null ? null : authority.certificatePem();
    }

    /** Id of a project by its name. */
    public String projectId(String name) {
        return project(name).id();
    }

    /** Id of the ready application credential of {@code jenkins} in {@code ci}; its name is {@code jenkins}. */
    public String applicationCredentialId() {
        return credential.id();
    }

    /** Its secret. */
    public String applicationCredentialSecret() {
        return credential.secret();
    }

    /** The tokens that were given out and are good. */
    public List<String> tokens() {
        synchronized (cloud.lock) {
            return cloud.accounts.tokens();
        }
    }

    /** Faults to inject. */
    public Faults faults() {
        return cloud.faults;
    }

    /** Clusters from behind: addresses, authorities, templates. */
    public Bays bays() {
        return cloud.bays;
    }

    /** Limits of a project. */
    public Quotas quotas(String project) {
        synchronized (cloud.lock) {
            return cloud.store.quotas(project(project).id());
        }
    }

    /** Changes how long things take from now on; what has begun keeps its time. */
    public void delays(Delays delays) {
        synchronized (cloud.lock) {
            cloud.timeline.delays(delays);
        }
    }

    /** All requests so far, oldest first. */
    public List<LoggedRequest> requests() {
        synchronized (cloud.lock) {
            return List.copyOf(cloud.requests);
        }
    }

    /** Requests that would change a production share or volume; empty is what a test wants. */
    public List<ProductionWrite> productionWrites() {
        synchronized (cloud.lock) {
            return cloud.guard.writes();
        }
    }

    /**
     * Clones that were there when the snapshot they are of was deleted. These services allow it; a storage that makes thin clones
     * may lose them then.
     */
    public List<String> uprooted() {
        synchronized (cloud.lock) {
            return List.copyOf(cloud.uprooted);
        }
    }

    /** How many objects of this kind were made through the API, gone ones too. */
    public int created(Kind kind) {
        synchronized (cloud.lock) {
            return cloud.store.table(kind).created();
        }
    }

    /** How often an object of that kind and name was made through the API, gone ones too; access rules have no names. */
    public Map<String, Integer> timesMade(Kind kind) {
        synchronized (cloud.lock) {
            Map<String, Integer> times = new TreeMap<>();
            cloud.store.table(kind).made().forEach(row -> times.merge(String.valueOf(row.name), 1, Integer::sum));
            return times;
        }
    }

    /** All there is to see of an object, in one line; empty if it is not there. */
    public String look(Kind kind, String id) {
        synchronized (cloud.lock) {
            cloud.timeline.catchUp();
            Resource row = cloud.store.table(kind).get(id);
            return row == null
                    ? ""
                    : String.join(" ", kind.name(), row.name, row.status, row.metadata.toString(), "" + row.updatedAt);
        }
    }

    /** Writes metadata on a share or volume, as if somebody else had. */
    public void describe(Kind kind, String id, Map<String, String> metadata) {
        synchronized (cloud.lock) {
            cloud.store.table(kind).get(id).metadata.putAll(metadata);
        }
    }

    /** An administrator takes everything out of the states from which nothing can be deleted. */
    public void mend() {
        synchronized (cloud.lock) {
            cloud.timeline.catchUp();
            for (Table<? extends Resource> table : cloud.store.tables()) {
                table.all().stream()
                        .filter(row -> UNDELETABLE.contains(String.valueOf(row.status)))
                        .forEach(row -> row.status = "error");
            }
        }
    }

    /** Objects of this kind that exist now, without production's and without the ready ones. */
    public List<LivingObject> living(Kind kind) {
        synchronized (cloud.lock) {
            cloud.timeline.catchUp();
            List<LivingObject> living = new ArrayList<>();
            for (Resource row : cloud.store.table(kind).all()) {
                if (!row.production && !row.furniture && !"DELETE_COMPLETE".equals(row.status)) {
                    living.add(new LivingObject(kind, row.id, row.name, row.status));
                }
            }
            return living;
        }
    }

    /** Everything that exists now, without production's objects and without the ready ones. */
    public List<LivingObject> living() {
        List<LivingObject> living = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            living.addAll(living(kind));
        }
        return living;
    }

    /** An available production share of type {@code default} in project {@code ci}; returns its id. */
    public String addProductionShare(String name, int sizeGiB) {
        return addProductionShare("ci", name, sizeGiB, "default");
    }

    /** An available production share; returns its id. */
    public String addProductionShare(String project, String name, int sizeGiB, String shareType) {
        return addShare(project, name, sizeGiB, shareType, true);
    }

    /** An available share that is not production's, as if made by somebody else; returns its id. */
    public String addShare(String project, String name, int sizeGiB, String shareType) {
        return addShare(project, name, sizeGiB, shareType, false);
    }

    /** A share with a protocol and in a status as other releases and back ends have them; returns its id. */
    public String addShare(String name, String protocol, String status) {
        synchronized (cloud.lock) {
            Share share = Furniture.share(cloud, project("ci"), name, 1, shareTypes.find("default"), false);
            share.proto = protocol;
            share.status = status;
            return share.id;
        }
    }

    private String addShare(String project, String name, int sizeGiB, String shareType, boolean production) {
        synchronized (cloud.lock) {
            ShareType type = shareTypes.find(shareType);
            if (type == null) {
                throw new NoSuchElementException("The embedded cloud has no share type " + shareType);
            }
            return Furniture.share(cloud, project(project), name, sizeGiB, type, production).id;
        }
    }

    /** An available production volume of type {@code lvm} in project {@code ci}; returns its id. */
    public String addProductionVolume(String name, int sizeGiB) {
        return addVolume(name, sizeGiB, "lvm", true);
    }

    /** An available volume in project {@code ci} that is not production's, as if made by somebody else; returns its id. */
    public String addVolume(String name, int sizeGiB, String volumeType) {
        return addVolume(name, sizeGiB, volumeType, false);
    }

    private String addVolume(String name, int sizeGiB, String volumeType, boolean production) {
        synchronized (cloud.lock) {
            VolumeType type = volumeTypes.find(volumeType);
            if (type == null) {
                throw new NoSuchElementException("The embedded cloud has no volume type " + volumeType);
            }
            return Furniture.volume(cloud, project("ci"), name, sizeGiB, type, production).id;
        }
    }

    /** Adds a volume type. */
    public void addVolumeType(String name, Map<String, String> extraSpecs) {
        synchronized (cloud.lock) {
            VolumeType type = new VolumeType(name, null);
            type.extraSpecs.putAll(extraSpecs);
            volumeTypes.types.add(type);
        }
    }

    /** A running server in project {@code ci} that an administrator made; returns its id. */
    public String addServer(String name) {
        synchronized (cloud.lock) {
            return Furniture.server(cloud, project("ci"), name).id;
        }
    }

    /** Puts a volume on a server at once, as somebody else would. */
    public void attach(String volumeId, String serverId) {
        synchronized (cloud.lock) {
            VolumeAttachment made = new Attachments(cloud)
                    .reserve(
                            cloud.store.volumes.get(volumeId),
                            serverId,
                            project("ci").id(),
                            true);
            made.status = "attached";
            made.furniture = true;
            made.attachedAt = cloud.now();
            made.volume.status = "in-use";
        }
    }

    /** Stops answering; every object is forgotten. */
    @Override
    public void close() {
        server.close();
    }

    private Accounts.Project project(String name) {
        synchronized (cloud.lock) {
            Accounts.Project project = cloud.accounts.project(null, name);
            if (project == null) {
                throw new NoSuchElementException("The embedded cloud has no project " + name);
            }
            return project;
        }
    }
}
