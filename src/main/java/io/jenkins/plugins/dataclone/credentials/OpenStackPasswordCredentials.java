package io.jenkins.plugins.dataclone.credentials;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.NameWith;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.util.Secret;
import java.io.IOException;

/**
 * A user with a password, scoped to one project. The user is named either by id or by name and domain, and so is the
 * project. Source: Identity API v3, authentication method {@code password}.
 */
@NameWith(OpenStackPasswordCredentials.NameProvider.class)
public interface OpenStackPasswordCredentials extends OpenStackCredentials {
    /** Name of the user, or null if {@link #getUserId()} says who it is. */
    @CheckForNull
    String getUserName();

    /** Id of the user, or null. */
    @CheckForNull
    String getUserId();

    /** Name of the domain of the user, or null; a user's name needs it or {@link #getUserDomainId()}. */
    @CheckForNull
    String getUserDomain();

    /** Id of the domain of the user, or null. */
    @CheckForNull
    String getUserDomainId();

    /** Name of the project, or null if {@link #getProjectId()} says which it is. */
    @CheckForNull
    String getProject();

    /** Id of the project, or null. */
    @CheckForNull
    String getProjectId();

    /** Name of the domain of the project, or null; a project's name needs it or {@link #getProjectDomainId()}. */
    @CheckForNull
    String getProjectDomain();

    /** Id of the domain of the project, or null. */
    @CheckForNull
    String getProjectDomainId();

    /**
     * The password. A store outside Jenkins may have to be asked for it, so fetch it late and never keep it.
     *
     * @throws IOException if the store does not give it
     */
    @NonNull
    Secret getPassword() throws IOException, InterruptedException;

    /** {@code jenkins in project ci (description)}. */
    final class NameProvider extends CredentialsNameProvider<OpenStackPasswordCredentials> {
        @NonNull
        @Override
        public String getName(@NonNull OpenStackPasswordCredentials credentials) {
            String user = Util.fixEmpty(credentials.getUserName());
            String project = Util.fixEmpty(credentials.getProject());
            String description = Util.fixEmptyAndTrim(credentials.getDescription());
            return (user == null ? credentials.getUserId() : user)
                    + " in project " + (project == null ? credentials.getProjectId() : project)
                    + (description == null ? "" : " (" + description + ")");
        }
    }
}
