package io.jenkins.plugins.dataclone.config;

import hudson.Extension;
import hudson.util.Secret;
import io.jenkins.plugins.dataclone.credentials.OpenStackApplicationCredentials;
import io.jenkins.plugins.dataclone.credentials.OpenStackCredentials;
import io.jenkins.plugins.dataclone.credentials.OpenStackPasswordCredentials;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.Durations;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.Credential;
import io.jenkins.plugins.dataclone.openstack.KeystoneRef;
import io.jenkins.plugins.dataclone.openstack.SecretText;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** What is configured on this controller, as the steps need it. Secrets are fetched when a cloud is asked for, never kept here. */
@Extension
public final class ConfiguredCatalogue implements Catalogue {
    /** The life of an environment without a data source. */
    private static final Duration USUAL_LIFE = Duration.ofHours(4);

    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    @Override
    public String namePrefix() {
        return DataCloneConfiguration.get().getNamePrefix();
    }

    @Override
    public CloudSettings cloud(String name) throws CloudException {
        CloudProfile profile = DataCloneConfiguration.get().cloud(name);
        CredentialLookup lookup = CredentialLookup.system();
        Credential shares = credential(profile, lookup.forShares(profile));
        Credential bays = profile.getBayCredentialsId() == null ? null : credential(profile, lookup.forBays(profile));
        return CloudSettings.builder(profile.getName(), profile.getAuthUrl(), shares)
                .clusterCredential(bays)
                .region(profile.getRegion())
                .endpointInterface(CloudSettings.Interface.valueOf(
                        profile.getInterfaceName().toUpperCase(Locale.ROOT)))
                .caPem(profile.getCaCertificate())
                .verifyTls(profile.isVerifyTls())
                .build();
    }

    @Override
    public CloneRequest cloneRequest(String cloud, String source, String job) throws CloudException {
        return DataSources.current().cloneRequest(cloud, source, job);
    }

    @Override
    public BayRequest bayRequest(String cloud, String template, int nodeCount, String job) throws CloudException {
        return BayTemplates.current().bayRequest(cloud, template, nodeCount, job);
    }

    @Override
    public Duration timeToLive(String cloud, String source, String wanted, String job) throws CloudException {
        if (source != null) {
            return DataSources.current().timeToLive(cloud, source, job, wanted);
        }
        if (wanted == null) {
            return USUAL_LIFE;
        }
        try {
            Duration asked = Durations.parse(wanted);
            if (asked.compareTo(LONGEST_LIFE) <= 0) {
                return asked;
            }
        } catch (IllegalArgumentException e) {
            throw CloudException.of(CloudException.Kind.CONFIGURATION, "ttl: " + e.getMessage());
        }
        throw CloudException.of(
                CloudException.Kind.CONFIGURATION,
                "ttl: an environment without a data source may live for " + Durations.format(LONGEST_LIFE)
                        + " at the most, not " + wanted);
    }

    private static Credential credential(CloudProfile profile, OpenStackCredentials credentials) throws CloudException {
        try {
            if (credentials instanceof OpenStackPasswordCredentials password) {
                return new Credential.Password(
                        ref(password.getUserId(), password.getUserName(), password.getUserDomain()),
                        ref(password.getProjectId(), password.getProject(), password.getProjectDomain()),
                        secret(password.getPassword()));
            }
            OpenStackApplicationCredentials application = (OpenStackApplicationCredentials) credentials;
            String id = application.getApplicationCredentialId();
            return new Credential.ApplicationCredential(
                    id,
                    id == null ? application.getApplicationCredentialName() : null,
                    id == null ? KeystoneRef.named(application.getUserName(), application.getUserDomain()) : null,
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

    private static KeystoneRef ref(String id, String name, String domain) {
        return id == null ? KeystoneRef.named(name, domain) : KeystoneRef.ofId(id);
    }

    private static SecretText secret(Secret secret) {
        return SecretText.of(secret.getPlainText());
    }
}
