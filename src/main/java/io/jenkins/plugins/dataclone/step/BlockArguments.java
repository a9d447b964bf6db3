package io.jenkins.plugins.dataclone.step;

import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What the author of a block wrote; kept with the build, and looked up anew after a restart. */
final class BlockArguments implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String cloud;
    private final String source;
    /** Name of a bay template, or null. */
    private final String bay;

    private final int nodeCount;
    /** Path of a Compose file in the workspace, or null. */
    private final String stack;

    private final TreeMap<String, String> volumes;
    private final TreeMap<String, String> variables;
    /** What the author asked the time to live to be, or null. */
    private final String ttl;

    /**
     * What the arguments stand for in the configuration of now.
     *
     * @param life how long the environment may live
     */
    record Requests(CloneRequest share, Optional<BayRequest> bay, Optional<DeployRequest> application, Duration life) {}

    BlockArguments(WithDataCloneStep step) {
        this.cloud = step.getCloud();
        this.source = step.getSource().trim();
        this.bay = step.getBay();
        this.nodeCount = step.getNodeCount();
        this.stack = step.getStack();
        this.volumes = new TreeMap<>(step.getVolumes());
        this.variables = new TreeMap<>(step.getVariables());
        this.ttl = step.getTtl();
    }

    /** Finds everything that can be wrong with the arguments. */
    Requests requests(Catalogue catalogue, StepContext context, String job) throws CloudException {
        CloneRequest share = catalogue.cloneRequest(cloud, source, job);
        Optional<BayRequest> cluster =
                bay == null ? Optional.empty() : Optional.of(catalogue.bayRequest(share.cloud(), bay, nodeCount, job));
        Optional<DeployRequest> application = stack == null
                ? Optional.empty()
                : Optional.of(new DeployRequest(
                        WorkspaceFiles.nameOf(stack), new WorkspaceFiles(context, stack), variables, volumes));
        return new Requests(share, cluster, application, catalogue.timeToLive(cloud, source, ttl, job));
    }

    /**
     * The stack file is in a workspace; after a restart its agent may need a while to come back.
     *
     * @param isNew whether the block has only begun, so that a workspace that is not there will not come
     */
    boolean isAgentAway(StepContext context, boolean isNew) throws IOException, InterruptedException, CloudException {
        if (stack == null || new WorkspaceFiles(context, stack).isThere()) {
            return false;
        }
        if (isNew) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "The stack '" + stack
                            + "' is a file of a workspace, and there is none here; put the block inside node { }");
        }
        return true;
    }
}
