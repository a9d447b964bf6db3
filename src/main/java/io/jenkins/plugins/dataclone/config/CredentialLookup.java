package io.jenkins.plugins.dataclone.config;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.security.ACL;
import io.jenkins.plugins.dataclone.credentials.CompletenessCheck;
import io.jenkins.plugins.dataclone.credentials.OpenStackApplicationCredentials;
import io.jenkins.plugins.dataclone.credentials.OpenStackCredentials;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * Finds the credential that a cloud profile names. It is looked up as the system, among the credentials of the controller
 * (scope SYSTEM is enough) whose domain fits Keystone's address: a job never gets at it, and never says which one to use.
 */
public final class CredentialLookup {
    /** Where credentials are kept. */
    @FunctionalInterface
    interface Store {
        /** The credential of that id if it is of that type and may be sent to that address, otherwise null. */
        @CheckForNull
        IdCredentials find(String id, Class<? extends StandardCredentials> type, String authUrl);
    }

    private final Store store;

    CredentialLookup(Store store) {
        this.store = store;
    }

    /** The lookup in the stores of this controller. */
    public static CredentialLookup system() {
        return new CredentialLookup((id, type, authUrl) -> CredentialsProvider.findCredentialByIdInItemGroup(
                id,
                type,
                Jenkins.get(),
                ACL.SYSTEM2,
                URIRequirementBuilder.fromUri(authUrl).build()));
    }

    /**
     * The credential for shares, and for everything else but bays.
     *
     * @throws CloudException of kind CONFIGURATION if none is named, or it does not exist, is of another kind or incomplete
     */
    public OpenStackCredentials forShares(CloudProfile profile) throws CloudException {
        return find(profile, profile.getCredentialsId());
    }

    /**
     * The credential for bays: the profile's second one, or else its first.
     *
     * @throws CloudException of kind CONFIGURATION as for shares, and if it is an application credential: Keystone lets
     *     none make the trust that Magnum needs, and the bay would fail minutes later for a reason nobody understands
     */
    public OpenStackCredentials forBays(CloudProfile profile) throws CloudException {
        String second = profile.getBayCredentialsId();
        OpenStackCredentials credentials = find(profile, second == null ? profile.getCredentialsId() : second);
        if (credentials instanceof OpenStackApplicationCredentials) {
            throw configuration(
                    profile,
                    "the credential '" + credentials.getId()
                            + "' is an application credential, with which Keystone lets"
                            + " nobody make the trust that a bay needs; name a password credential for bays in the cloud's"
                            + " configuration");
        }
        return credentials;
    }

    private OpenStackCredentials find(CloudProfile profile, @CheckForNull String id) throws CloudException {
        if (id == null) {
            throw configuration(profile, "its configuration names no credential");
        }
        if (store.find(id, OpenStackCredentials.class, profile.getAuthUrl()) instanceof OpenStackCredentials found) {
            Optional<String> missing = CompletenessCheck.missing(found);
            if (missing.isPresent()) {
                throw configuration(profile, "the credential '" + id + "' " + missing.get());
            }
            return found;
        }
        if (store.find(id, StandardCredentials.class, profile.getAuthUrl()) != null) {
            throw configuration(
                    profile,
                    "the credential '" + id + "' is of another kind; it has to be an OpenStack password or an OpenStack"
                            + " application credential");
        }
        throw configuration(
                profile,
                "the credential '" + id
                        + "' does not exist in the stores of the controller, or its domain does not fit "
                        + profile.getAuthUrl());
    }

    private static CloudException configuration(CloudProfile profile, String problem) {
        return CloudException.of(
                CloudException.Kind.CONFIGURATION, "cannot log in to cloud '" + profile.getName() + "': " + problem);
    }
}
