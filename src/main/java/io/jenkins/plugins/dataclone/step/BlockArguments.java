package io.jenkins.plugins.dataclone.step;

import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What the author wrote at {@code withDataClone}, kept with the build so that a restart can ask for the same again. */
final class BlockArguments implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Name of the cloud, or null. */
    private final String cloud;
    /** Name of the data source. */
    private final String source;
    /** Name of a bay template, or null. */
    private final String bay;
    /** Worker nodes of the bay, or 0 for the template's own number. */
    private final int nodeCount;
    /** Path of a Compose file in the workspace, or null. */
    private final String stack;
    /** Volume of the Compose file to data source. */
    private final TreeMap<String, String> volumes;
    /** Values for the Compose file. */
    private final TreeMap<String, String> variables;
    /** What the author asked the time to live to be, or null. */
    private final String ttl;

    /** What the arguments mean to the administrator's catalogue at this moment. */
    record Requests(CloneRequest data, Optional<BayRequest> bay, Optional<DeployRequest> stack, Duration timeToLive) {}

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

    /** Path of the Compose file in the workspace, or null. */
    String stack() {
        return stack;
    }

    /**
     * Looks everything up, so that all that can be wrong with the arguments is found before anything is opened.
     *
     * @param job full name of the job
     */
    Requests requests(Catalogue catalogue, String job, StepContext context) throws CloudException {
        CloneRequest data = catalogue.cloneRequest(cloud, source, job);
        Optional<BayRequest> cluster =
                bay == null ? Optional.empty() : Optional.of(catalogue.bayRequest(data.cloud(), bay, nodeCount, job));
        Optional<DeployRequest> application = stack == null
                ? Optional.empty()
                : Optional.of(new DeployRequest(
                        WorkspaceFiles.nameOf(stack), new WorkspaceFiles(context, stack), variables, volumes));
        return new Requests(data, cluster, application, catalogue.timeToLive(cloud, source, ttl, job));
    }
}
