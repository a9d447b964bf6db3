package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.flow.EnvironmentFlow;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Provisioned;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.util.Map;
import java.util.Optional;

/** Makes a whole environment: clones a data source and, if named, creates a bay and deploys an application on it. */
public final class EnvironmentTask implements Task<Provisioned> {
    private static final long serialVersionUID = 1L;

    /** The clone. */
    private final CloneTask data;
    /** Name of a bay template, or null. */
    private final String bay;
    /** Worker nodes of the bay, or 0 for the template's own number. */
    private final int nodeCount;
    /** The application, or null. */
    private final StackFile stack;

    /**
     * @param bay name of a bay template, or null
     * @param nodeCount worker nodes of the bay, or 0 for the template's own number
     * @param stack the application, or null for none
     */
    public EnvironmentTask(CloneTask data, String bay, int nodeCount, StackFile stack) {
        this.data = data;
        this.bay = bay;
        this.nodeCount = nodeCount;
        this.stack = stack;
    }

    @Override
    public boolean needsWorkspace() {
        return stack != null;
    }

    @Override
    public Lifetime lifetime(Catalogue catalogue, String wanted, String job) throws CloudException {
        bayRequest(catalogue, data.request(catalogue, job), job);
        return data.lifetime(catalogue, wanted, job);
    }

    @Override
    public Flow<Provisioned> flow(DataCloneRuntime runtime, Assignment assignment) throws CloudException {
        CloneRequest request = data.request(assignment);
        Optional<DeployRequest> application = Optional.ofNullable(stack).map(file -> file.request(assignment.build()));
        return new EnvironmentFlow(
                runtime.context(),
                assignment.environmentId(),
                assignment.key(),
                request,
                bayRequest(assignment.catalogue(), request, assignment.job()),
                application,
                assignment.deadline(),
                assignment.log());
    }

    private Optional<BayRequest> bayRequest(Catalogue catalogue, CloneRequest request, String job)
            throws CloudException {
        return bay == null ? Optional.empty() : Optional.of(catalogue.bayRequest(request.cloud(), bay, nodeCount, job));
    }

    /** A block gives what its body gives. */
    @Override
    public Map<String, ?> value(Provisioned result) {
        return Map.of();
    }

    @Override
    public Map<String, String> variables(Provisioned result) {
        return Variables.of(result);
    }

    @Override
    public String toString() {
        return "environment with data source " + data.source() + ", bay " + bay + ", " + stack;
    }
}
