package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.model.Driver;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.TmpfsOptions;
import com.github.dockerjava.api.model.VolumeOptions;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Volume;
import java.util.List;
import java.util.Map;

/**
 * Mounts in the engine's words. Each carries how its volume is made, so that on a swarm every node makes it when a task
 * arrives there; on a plain engine the volume exists before.
 */
final class Mounts {
    private final DockerPlan plan;
    private final OwnershipTag tag;

    Mounts(DockerPlan plan, OwnershipTag tag) {
        this.plan = plan;
        this.tag = tag;
    }

    List<Mount> of(ComposeService service) {
        return service.mounts().stream().map(this::of).toList();
    }

    private Mount of(ComposeService.Mount mount) {
        Mount result = new Mount().withTarget(mount.target()).withReadOnly(mount.readOnly());
        if (mount.tmpfs()) {
            TmpfsOptions options = new TmpfsOptions();
            if (mount.tmpfsSize() > 0) {
                options.withSizeBytes(mount.tmpfsSize());
            }
            if (mount.tmpfsMode() >= 0) {
                options.withMode(mount.tmpfsMode());
            }
            return result.withType(MountType.TMPFS).withTmpfsOptions(options);
        }
        result.withType(MountType.VOLUME);
        if (mount.source() == null) {
            return result;
        }
        Volume volume = plan.volume(mount.source());
        Map<String, String> fromFile = plan.file().volumes().get(mount.source()).labels();
        return result.withSource(plan.volumeName(mount.source()))
                .withVolumeOptions(new VolumeOptions()
                        .withNoCopy(mount.noCopy())
                        .withLabels(Labels.of(plan.stack(), tag, fromFile))
                        .withDriverConfig(new Driver().withName(volume.driver()).withOptions(volume.options())));
    }
}
