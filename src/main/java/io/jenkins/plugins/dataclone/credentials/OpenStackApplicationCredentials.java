package io.jenkins.plugins.dataclone.credentials;

import com.cloudbees.plugins.credentials.CredentialsNameProvider;
import com.cloudbees.plugins.credentials.NameWith;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.util.Secret;
import java.io.IOException;

/**
 * An application credential: a secret of its own for one project, which can be revoked without changing a password. It is
 * named either by id or by its own name, its user and the user's domain. Source: Identity API v3, authentication method
 * {@code application_credential}.
 *
 * <p>Keystone does not let it make a trust, and Magnum needs one: it serves for shares, not for bays.
 */
@NameWith(OpenStackApplicationCredentials.NameProvider.class)
public interface OpenStackApplicationCredentials extends OpenStackCredentials {
    /** Id of the application credential, or null if {@link #getApplicationCredentialName()} and the user name it. */
    @CheckForNull
    String getApplicationCredentialId();

    /** Name of the application credential, or null. */
    @CheckForNull
    String getApplicationCredentialName();

    /** Name of the user it belongs to, or null; the credential's name needs it or {@link #getUserId()}. */
    @CheckForNull
    String getUserName();

    /** Id of the user it belongs to, or null. */
    @CheckForNull
    String getUserId();

    /** Name of the domain of that user, or null; the user's name needs it or {@link #getUserDomainId()}. */
    @CheckForNull
    String getUserDomain();

    /** Id of the domain of that user, or null. */
    @CheckForNull
    String getUserDomainId();

    /**
     * The secret. A store outside Jenkins may have to be asked for it, so fetch it late and never keep it.
     *
     * @throws IOException if the store does not give it
     */
    @NonNull
    Secret getSecret() throws IOException, InterruptedException;

    /** {@code application credential ci-clones (description)}. */
    final class NameProvider extends CredentialsNameProvider<OpenStackApplicationCredentials> {
        @NonNull
        @Override
        public String getName(@NonNull OpenStackApplicationCredentials credentials) {
            String name = Util.fixEmpty(credentials.getApplicationCredentialName());
            String description = Util.fixEmptyAndTrim(credentials.getDescription());
            return "application credential " + (name == null ? credentials.getApplicationCredentialId() : name)
                    + (description == null ? "" : " (" + description + ")");
        }
    }
}
