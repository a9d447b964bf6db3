package io.jenkins.plugins.dataclone.harness;

import io.jenkins.plugins.dataclone.embedded.CertificateAuthority;
import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.embedded.docker.DockerLookAlike;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import java.time.Duration;
import java.util.List;

/**
 * The embedded engine, the manager of a swarm of one. It lets in only clients whose certificate the embedded Magnum has signed,
 * and shows a certificate of the same authority.
 */
public final class LookAlikeEngine implements LabEngine {
    private static CertificateAuthority authority;

    private final Duration startDelay;
    private DockerLookAlike engine;

    /** @param startDelay how long containers take to start, to become healthy, and to stop; each of them */
    public LookAlikeEngine(Duration startDelay) {
        this.startDelay = startDelay;
    }

    @Override
    public String clusterTemplate() {
        return "swarm-mode";
    }

    @Override
    public VolumeTemplate volumes() {
        return VolumeTemplate.nfs();
    }

    @Override
    public void serve(EmbeddedCloud cloud) {
        engine = DockerLookAlike.builder()
                .swarm()
                .startDelay(startDelay)
                .tls(authorityOf(cloud).server("127.0.0.1").sslContext())
                .start();
        engine.addImage("busybox:1.36");
        cloud.bays().apiAddress(clusterTemplate(), engine.address());
    }

    /** One for all tests. */
    private static synchronized CertificateAuthority authorityOf(EmbeddedCloud cloud) {
        if (authority == null) {
            authority = cloud.bays().commonAuthority();
        } else {
            cloud.bays().commonAuthority(authority);
        }
        return authority;
    }

    public DockerLookAlike engine() {
        return engine;
    }

    @Override
    public List<String> leftovers(List<String> stacks) {
        // it has no other objects than those of our stacks
        return engine.objects();
    }

    @Override
    public void close() {
        engine.close();
    }
}
