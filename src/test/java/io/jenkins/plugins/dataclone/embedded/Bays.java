package io.jenkins.plugins.dataclone.embedded;

import java.util.NoSuchElementException;

/** What a test arranges and looks at behind Magnum's clusters. */
public final class Bays {
    private final CloudState cloud;
    private ClusterProvisioner provisioner;
    private CertificateAuthority common;

    Bays(CloudState cloud) {
        this.cloud = cloud;
    }

    /** Clusters of this template (by name or id) report this {@code api_address} once complete. */
    public Bays apiAddress(String template, String address) {
        synchronized (cloud.lock) {
            template(template).apiAddress = address;
            return this;
        }
    }

    /** Clusters get their address from here, unless their template has one of its own. */
    public Bays provisioner(ClusterProvisioner newProvisioner) {
        synchronized (cloud.lock) {
            provisioner = newProvisioner;
            return this;
        }
    }

    /**
     * One authority for all clusters made from now on, so that a server with its certificates can be started before the
     * first cluster exists. Without this call every cluster has its own, as on a real cloud.
     */
    public CertificateAuthority commonAuthority() {
        synchronized (cloud.lock) {
            common = common == null ? new CertificateAuthority("embedded-clusters") : common;
            return common;
        }
    }

    /** The same with an authority of another embedded cloud, because a new one takes a moment. */
    public void commonAuthority(CertificateAuthority ready) {
        synchronized (cloud.lock) {
            common = ready;
        }
    }

    /** The authority of a living cluster (by name or id). */
    public CertificateAuthority authority(String cluster) {
        synchronized (cloud.lock) {
            return cloud.store.clusters.all().stream()
                    .filter(c -> c.id.equals(cluster) || c.name.equals(cluster))
                    .findFirst()
                    .map(this::authorityOf)
                    .orElseThrow(() -> new NoSuchElementException("The embedded cloud has no cluster " + cluster));
        }
    }

    /** Whether there is a cluster of that {@code api_address} now. */
    public boolean isAt(String apiAddress) {
        synchronized (cloud.lock) {
            cloud.timeline.catchUp();
            return cloud.store.clusters.all().stream().anyMatch(cluster -> apiAddress.equals(cluster.apiAddress));
        }
    }

    /** Id of a cluster template by its name. */
    public String templateId(String name) {
        synchronized (cloud.lock) {
            return template(name).id;
        }
    }

    /** A public template beside the ready ones; its clusters get a private network of their own. */
    public String addTemplate(String name, String coe) {
        synchronized (cloud.lock) {
            return addPublic(name, coe, false).id;
        }
    }

    /** The same without TLS, so that whoever reaches the engine may use it; on the project's fixed network. */
    public String addPlainTemplate(String name, String coe) {
        synchronized (cloud.lock) {
            ClusterTemplate template = addPublic(name, coe, true);
            template.fields.put("tls_disabled", true);
            return template.id;
        }
    }

    CertificateAuthority authorityOf(Cluster cluster) {
        if (cluster.authority == null) {
            cluster.authority = common == null ? new CertificateAuthority(cluster.name) : common;
        }
        return cluster.authority;
    }

    ClusterProvisioner provisioner() {
        return provisioner;
    }

    ClusterProvisioner.ClusterInfo info(Cluster cluster) {
        return new ClusterProvisioner.ClusterInfo(
                cluster.id, cluster.name, cluster.template.coe(), cluster.nodeCount, authorityOf(cluster));
    }

    /** A template of the administrator's that everybody may use, on the project's fixed network or not. */
    ClusterTemplate addPublic(String name, String coe, boolean fixed) {
        Accounts.User admin = cloud.accounts.user(null, "admin");
        Accounts.Project project = cloud.accounts.project(null, "admin");
        ClusterTemplate template = new ClusterTemplate(project.id(), admin.id(), cloud.now());
        boolean kubernetes = coe.equals("kubernetes");
        template.name = name;
        template.isPublic = true;
        template.furniture = true;
        template.fields.put("coe", coe);
        template.fields.put("image_id", kubernetes ? "fedora-coreos" : "fedora-atomic");
        template.fields.put("keypair_id", "jenkins");
        template.fields.put("external_network_id", "public");
        template.fields.put("flavor_id", "m1.small");
        template.fields.put("master_flavor_id", "m1.small");
        template.fields.put("dns_nameserver", "8.8.8.8");
        template.fields.put("network_driver", kubernetes ? "flannel" : "docker");
        template.fields.put("docker_volume_size", 5);
        template.fields.put("docker_storage_driver", kubernetes ? "overlay2" : "devicemapper");
        if (fixed) {
            Networks.Network network = cloud.networks.find("ci");
            template.fields.put("fixed_network", network.id());
            template.fields.put("fixed_subnet", network.subnets().get(0).id());
        }
        return cloud.store.clusterTemplates.add(template);
    }

    private ClusterTemplate template(String nameOrId) {
        return cloud.store.clusterTemplates.all().stream()
                .filter(t -> t.id.equals(nameOrId) || t.name.equals(nameOrId))
                .findFirst()
                .orElseThrow(
                        () -> new NoSuchElementException("The embedded cloud has no cluster template " + nameOrId));
    }
}
