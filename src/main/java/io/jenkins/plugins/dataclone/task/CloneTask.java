package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.flow.CloneFlows;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Clones a data source.
 *
 * @param cloud name of the cloud, or null if the source's name says enough
 * @param source name of the data source
 * @param snapshot which snapshot of it, or null for what the administrator decided
 * @param attachTo names of servers to attach a volume to, separated by commas; or null for none
 */
public record CloneTask(String cloud, String source, String snapshot, String attachTo) implements Task<CloneResult> {
    @Override
    public Lifetime lifetime(Catalogue catalogue, String wanted, String job) throws CloudException {
        request(catalogue, job);
        return catalogue.lifetime(cloud, source, wanted, job);
    }

    @Override
    public Flow<CloneResult> flow(DataCloneRuntime runtime, Assignment assignment) throws CloudException {
        return CloneFlows.of(
                runtime.context(),
                assignment.environmentId(),
                assignment.key(),
                request(assignment),
                assignment.deadline(),
                assignment.log());
    }

    /** The same for work that begins; what only the people behind the build may do is told. */
    CloneRequest request(Assignment assignment) throws CloudException {
        CloneRequest request = request(assignment.catalogue(), assignment.job());
        if (assignment.catalogue().isKeptByFolders(request.cloud(), request.source(), assignment.job())) {
            assignment
                    .log()
                    .say("Data source '" + request.source() + "' on cloud '" + request.cloud()
                            + "' is not for this job by its folders; this build may clone it because whoever it acts for"
                            + " has the permission Data Clone/Clone");
        }
        return request;
    }

    /**
     * What the arguments mean to the administrator's catalogue at this moment.
     *
     * @param job full name of the job
     */
    CloneRequest request(Catalogue catalogue, String job) throws CloudException {
        CloneRequest request = catalogue.cloneRequest(cloud, source, snapshot, job);
        List<String> servers = attachTo == null
                ? List.of()
                : Stream.of(attachTo.split(","))
                        .map(String::trim)
                        .filter(server -> !server.isEmpty())
                        .distinct()
                        .toList();
        if (!servers.isEmpty() && request.kind() != DataKind.VOLUME) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "attachTo: data source '" + request.source() + "' on cloud '" + request.cloud()
                            + "' is a share, which is mounted and not attached");
        }
        return request.attachedTo(servers);
    }

    @Override
    public Map<String, ?> value(CloneResult result) {
        return Values.of(result);
    }

    @Override
    public Map<String, String> variables(CloneResult result) {
        return Variables.of(result);
    }
}
