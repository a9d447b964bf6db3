package io.jenkins.plugins.dataclone.config;

import hudson.util.Secret;
import io.jenkins.plugins.dataclone.credentials.OpenStackApplicationCredentials;
import io.jenkins.plugins.dataclone.credentials.OpenStackCredentials;
import io.jenkins.plugins.dataclone.credentials.OpenStackPasswordCredentials;
import io.jenkins.plugins.dataclone.openstack.CallLimits;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.Credential;
import io.jenkins.plugins.dataclone.openstack.KeystoneRef;
import io.jenkins.plugins.dataclone.openstack.SecretText;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import jenkins.model.Jenkins;

/** From a cloud's form and its credentials to what a connection is made of. Secrets are fetched here and kept nowhere. */
final class CloudConnection {
    private CloudConnection() {}

    /** @throws CloudException of kind CONFIGURATION if a credential is missing, of another kind or cannot be had */
    static CloudSettings settings(CloudProfile profile) throws CloudException {
        CredentialLookup lookup = CredentialLookup.system();
        Credential shares = credential(profile, lookup.forShares(profile));
        Credential bays = profile.getBayCredentialsId() == null ? null : credential(profile, lookup.forBays(profile));
        ConnectionOptions connection = profile.getConnection();
        ProxyChoice way = ProxyChoice.of(connection, Jenkins.get().getProxy());
        return CloudSettings.builder(profile.getName(), profile.getAuthUrl(), shares)
                .clusterCredential(bays)
                .region(profile.getRegion())
                .endpointInterface(CloudSettings.Interface.valueOf(
                        profile.getInterfaceName().toUpperCase(Locale.ROOT)))
                .caPem(profile.getCaCertificate())
                .verifyTls(profile.isVerifyTls())
                .heatTemplatesAllowed(profile.isAllowHeatTemplates())
                .connectTimeout(Duration.ofSeconds(connection.getConnectTimeoutSeconds()))
                .readTimeout(Duration.ofSeconds(connection.getReadTimeoutSeconds()))
                .proxy(way.proxy().orElse(null))
                .directHosts(way.directHosts())
                .limits(new CallLimits(connection.getMaxCallsInFlight(), connection.getMaxCallsPerSecond()))
                .build();
    }

    private static Credential credential(CloudProfile profile, OpenStackCredentials credentials) throws CloudException {
        try {
            if (credentials instanceof OpenStackPasswordCredentials password) {
                return new Credential.Password(
                        ref(
                                password.getUserId(),
                                password.getUserName(),
                                password.getUserDomain(),
                                password.getUserDomainId()),
                        ref(
                                password.getProjectId(),
                                password.getProject(),
                                password.getProjectDomain(),
                                password.getProjectDomainId()),
                        secret(password.getPassword()));
            }
            OpenStackApplicationCredentials application = (OpenStackApplicationCredentials) credentials;
            String id = application.getApplicationCredentialId();
            return new Credential.ApplicationCredential(
                    id,
                    id == null ? application.getApplicationCredentialName() : null,
                    id == null
                            ? ref(
                                    application.getUserId(),
                                    application.getUserName(),
                                    application.getUserDomain(),
                                    application.getUserDomainId())
                            : null,
                    secret(application.getSecret()));
        } catch (IOException e) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "cannot log in to cloud '" + profile.getName() + "': the secret of credential '"
                            + credentials.getId() + "' cannot be had from its store (" + e.getMessage() + ")",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CloudException.of(
                    CloudException.Kind.UNAVAILABLE, "Jenkins is going down while credentials are fetched", e);
        }
    }

    private static KeystoneRef ref(String id, String name, String domain, String domainId) {
        if (id != null) {
            return KeystoneRef.ofId(id);
        }
        return domainId == null ? KeystoneRef.named(name, domain) : KeystoneRef.namedInDomainId(name, domainId);
    }

    private static SecretText secret(Secret secret) {
        return SecretText.of(secret.getPlainText());
    }
}
