package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.Progress;
import java.time.Instant;

/** CloneFlows of either kind: the one place that tells shares from volumes. */
public final class CloneFlows {
    private CloneFlows() {}

    /**
     * The flow that makes the clone.
     *
     * @param environmentId an open environment
     * @param key tells this clone from others of the environment, and stays the same over a restart
     */
    public static Flow<CloneResult> of(
            FlowContext context,
            String environmentId,
            String key,
            CloneRequest request,
            Instant deadline,
            Progress progress) {
        return request.kind() == DataKind.VOLUME
                ? new VolumeCloneFlow(context, environmentId, key, request, deadline, progress)
                : new CloneFlow(context, environmentId, key, request, deadline, progress);
    }

    /** Whether the flow that makes this clone has got so far that applications may use it. */
    static boolean isUsable(Resource resource) {
        return resource.kind() == ResourceKind.VOLUME
                ? resource.isReady() && !Clones.isReplaced(resource)
                : CloneFlow.isMountable(resource);
    }

    /** A clone that {@link #isUsable}. */
    static CloneResult result(Environment environment, Resource clone) {
        return clone.kind() == ResourceKind.VOLUME
                ? VolumeCloneFlow.result(environment, clone)
                : CloneFlow.result(clone);
    }

    static DataKind kind(Resource clone) {
        return clone.kind() == ResourceKind.VOLUME ? DataKind.VOLUME : DataKind.SHARE;
    }
}
