package io.jenkins.plugins.dataclone.runtime;

import hudson.ExtensionPoint;
import io.jenkins.plugins.dataclone.flow.Deletions;
import io.jenkins.plugins.dataclone.ledger.ScanSettings;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.Caps;
import io.jenkins.plugins.dataclone.model.CleanupVerdict;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the administrator offers. Job authors give names; this turns them into requests, or refuses with the names there are.
 */
public interface Catalogue extends ExtensionPoint {
    /** What the names of remote objects start with; see {@code Naming}. */
    String namePrefix();

    /**
     * The cloud of that name with its credentials.
     *
     * @throws CloudException CONFIGURATION if there is none, or its credential is missing
     */
    CloudSettings cloud(String name) throws CloudException;

    /** Names of all clouds. */
    List<String> clouds();

    /** How the clouds are looked through for what the ledger does not know. */
    default ScanSettings orphanScan() {
        return ScanSettings.DEFAULT;
    }

    /**
     * Something that is offered to a job.
     *
     * @param cloud name of the cloud
     * @param name what the job calls it
     */
    record Offered(String cloud, String name) {}

    /**
     * The data sources that a job may use.
     *
     * @param job full name of the job, or null for all there are
     */
    List<Offered> dataSources(String job);

    /**
     * The bay templates that a job may use.
     *
     * @param job full name of the job, or null for all there are
     */
    List<Offered> bayTemplates(String job);

    /**
     * The clone that a job gets of a data source.
     *
     * @param cloud name of the cloud, or null if the source's name says enough
     * @param source name of the data source
     * @param snapshot which snapshot the author asks for, or null for what the administrator decided
     * @param job full name of the job that asks
     * @throws CloudException CONFIGURATION if there is no such data source for that job, or the snapshot is not for it to choose
     */
    CloneRequest cloneRequest(String cloud, String source, String snapshot, String job) throws CloudException;

    /**
     * The bay that a job gets from a bay template.
     *
     * @param nodeCount worker nodes, or 0 for the template's own number
     */
    BayRequest bayRequest(String cloud, String template, int nodeCount, String job) throws CloudException;

    /**
     * How long an environment with that data source lives, and how long it may live when it is kept or extended.
     *
     * @param cloud name of the cloud, or null
     * @param source name of the data source, or null for an environment without one
     * @param wanted what the author asked for, like {@code 2h}, or null
     * @throws CloudException CONFIGURATION if it is no duration or longer than the source allows
     */
    Lifetime lifetime(String cloud, String source, String wanted, String job) throws CloudException;

    /** How much of a cloud this controller may take at the same time. */
    default Caps caps(String cloud) {
        return Caps.NONE;
    }

    /**
     * The same offers as a build sees them.
     *
     * @param mayCloneFreely whether the build may clone what the rules for folders keep from its job; asked when they do
     */
    default Catalogue forBuild(BooleanSupplier mayCloneFreely) {
        return this;
    }

    /**
     * Whether the rules for folders keep that data source from the job, so that a build may use it only because of who has started it.
     *
     * @param cloud name of the cloud
     * @param source name of the data source
     * @param job full name of the job
     */
    default boolean isKeptByFolders(String cloud, String source, String job) {
        return false;
    }

    /** What becomes of a build whose environment cannot be taken away in time, unless its author says otherwise. */
    default CleanupVerdict failOnCleanupError() {
        return CleanupVerdict.NO;
    }

    /** How many objects of that cloud may be on their way out at once. */
    default int deletionsAtOnce(String cloud) {
        return Deletions.USUAL;
    }

    /** Address of the cloud's dashboard, for links; empty if there is none, or no such cloud. */
    default Optional<String> dashboard(String cloud) {
        return Optional.empty();
    }

    /** Who is told of events. It may read credentials. */
    default List<WebhookTarget> webhooks() {
        return List.of();
    }
}
