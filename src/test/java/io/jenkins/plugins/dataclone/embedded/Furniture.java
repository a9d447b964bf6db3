package io.jenkins.plugins.dataclone.embedded;

import java.util.List;

/** What is there when the cloud starts, and what a test puts in without the API. */
final class Furniture {
    private Furniture() {}

    /** Places accounts, networks and templates; returns the ready application credential. */
    static Accounts.AppCredential place(CloudState cloud) {
        List<String> member = List.of("heat_stack_owner", "member", "reader");
        Accounts accounts = cloud.accounts;
        Accounts.User jenkins = accounts.addUser("jenkins", "jenkins", "ci", member);
        accounts.addUser("stranger", "stranger", "other", member);
        accounts.addUser("watcher", "watcher", "ci", List.of("reader"));
        accounts.addUser("admin", "admin", "admin", List.of("admin", "member", "reader"));
        Accounts.Project ci = accounts.project(null, "ci");
        Accounts.Project admin = accounts.project(null, "admin");
        cloud.networks.add("public", admin.id(), true, cloud.now(), "172.24.4.0/24");
        cloud.networks.add("ci", ci.id(), false, cloud.now(), "10.20.0.0/16", "10.21.0.0/24");
        cloud.networks.add("other", accounts.project(null, "other").id(), false, cloud.now(), "10.30.0.0/16");
        for (String coe : List.of("swarm-mode", "swarm", "kubernetes")) {
            if (cloud.supportedCoes.contains(coe)) {
                cloud.bays.addPublic(coe, coe, true);
            }
        }
        return accounts.addCredential(jenkins, ci, "jenkins", Ids.token(), "for builds", null);
    }

    static Share share(
            CloudState cloud, Accounts.Project project, String name, int size, ShareType type, boolean production) {
        Share share = new Share(project.id(), cloud.accounts.user(null, "admin").id(), cloud.now());
        share.name = name;
        share.size = size;
        share.type = type;
        share.proto = "NFS";
        share.availabilityZone = "nova";
        share.status = "available";
        share.progress = "100%";
        if (production) {
            cloud.guard.watch(share);
        }
        share.exports = ManilaShares.exportsOf(share);
        return cloud.store.shares.add(share);
    }

    static Volume volume(
            CloudState cloud, Accounts.Project project, String name, int size, VolumeType type, boolean production) {
        Volume volume =
                new Volume(project.id(), cloud.accounts.user(null, "admin").id(), cloud.now());
        volume.name = name;
        volume.size = size;
        volume.type = type;
        volume.status = "available";
        volume.updatedAt = cloud.now();
        if (production) {
            cloud.guard.watch(volume);
        }
        return cloud.store.volumes.add(volume);
    }

    static Server server(CloudState cloud, Accounts.Project project, String name) {
        Server server = new Server(
                project.id(),
                cloud.accounts.user(null, "admin").id(),
                cloud.now(),
                "m1.small",
                Ids.uuid(),
                "ci",
                "10.20.0.9");
        server.name = name;
        server.status = "ACTIVE";
        server.launchedAt = cloud.now();
        server.furniture = true;
        return cloud.store.servers.add(server);
    }
}
