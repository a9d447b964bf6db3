package io.jenkins.plugins.dataclone.config;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.dataclone.credentials.OpenStackApplicationCredentialsImpl;
import io.jenkins.plugins.dataclone.credentials.OpenStackCredentials;
import io.jenkins.plugins.dataclone.credentials.OpenStackPasswordCredentialsImpl;
import io.jenkins.plugins.dataclone.openstack.CloudsYaml;
import io.jenkins.plugins.dataclone.openstack.Credential;
import io.jenkins.plugins.dataclone.openstack.KeystoneRef;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * Makes a configured cloud out of the text of a {@code clouds.yaml}: the secret part becomes a new credential of the system,
 * the rest a profile. The text itself is kept nowhere, nothing of it that is secret comes back, and no file that it names is
 * read. Nothing that exists is changed.
 */
final class CloudImport {
    private static final String SOURCE = "The text";

    /** Where the secret part goes. */
    interface Store {
        boolean has(String id);

        void add(OpenStackCredentials credentials) throws IOException;

        void remove(OpenStackCredentials credentials) throws IOException;
    }

    private final DataCloneConfiguration configuration;
    private final Store store;

    CloudImport(DataCloneConfiguration configuration, Store store) {
        this.configuration = configuration;
        this.store = store;
    }

    static CloudImport into(DataCloneConfiguration configuration) {
        return new CloudImport(configuration, new SystemStore());
    }

    /**
     * @param text a whole file, or an entry of it
     * @param name which entry; empty for the only one
     */
    FormValidation take(@CheckForNull String text, @CheckForNull String name) {
        if (Util.fixEmptyAndTrim(text) == null) {
            return FormValidation.error(Messages.CloudImport_NoText());
        }
        try {
            String chosen = Util.fixNull(name).trim();
            return done(take(CloudsYaml.read(SOURCE, text, chosen).entry(chosen)));
        } catch (CloudException | IllegalArgumentException e) {
            return FormValidation.error(e.getMessage());
        } catch (IOException e) {
            return FormValidation.error(Messages.CloudImport_NotStored(e.getMessage()));
        }
    }

    private List<String> take(CloudsYaml.Entry entry) throws IOException {
        CloudProfile profile = profile(entry);
        profile.check();
        if (ConfigurationRules.find(configuration.getClouds(), profile.getName())
                .isPresent()) {
            throw new IllegalArgumentException(Messages.CloudImport_Exists(profile.getName()));
        }
        OpenStackCredentials credentials = credentials(entry, freeId(profile.getName()));
        profile.setCredentialsId(credentials.getId());
        store.add(credentials);
        boolean added = false;
        try {
            configuration.addCloud(profile);
            added = true;
        } finally {
            if (!added) {
                store.remove(credentials);
            }
        }
        return told(entry, profile);
    }

    private static CloudProfile profile(CloudsYaml.Entry entry) {
        CloudProfile profile = new CloudProfile(entry.name(), entry.authUrl());
        profile.setRegion(entry.region().orElse(null));
        profile.setInterfaceName(entry.endpointInterface().name().toLowerCase(Locale.ROOT));
        profile.setVerifyTls(entry.verifyTls());
        return profile;
    }

    private String freeId(String name) {
        String id = "openstack-" + name.toLowerCase(Locale.ROOT);
        String free = id;
        for (int n = 2; store.has(free); n++) {
            free = id + "-" + n;
        }
        return free;
    }

    private static OpenStackCredentials credentials(CloudsYaml.Entry entry, String id) {
        Secret secret = Secret.fromString(entry.revealSecret());
        String description = Messages.CloudImport_Description(entry.name());
        if (entry.credential() instanceof Credential.ApplicationCredential from) {
            OpenStackApplicationCredentialsImpl made =
                    new OpenStackApplicationCredentialsImpl(CredentialsScope.SYSTEM, id, description, secret);
            made.setApplicationCredentialId(from.id());
            made.setApplicationCredentialName(from.name());
            if (from.user() != null) {
                made.setUserId(from.user().id());
                made.setUserName(from.user().name());
                made.setUserDomain(domain(from.user(), false));
                made.setUserDomainId(domain(from.user(), true));
            }
            return made;
        }
        Credential.Password from = (Credential.Password) entry.credential();
        OpenStackPasswordCredentialsImpl made =
                new OpenStackPasswordCredentialsImpl(CredentialsScope.SYSTEM, id, description, secret);
        made.setUserId(from.user().id());
        made.setUserName(from.user().name());
        made.setUserDomain(domain(from.user(), false));
        made.setUserDomainId(domain(from.user(), true));
        made.setProjectId(from.project().id());
        made.setProject(from.project().name());
        made.setProjectDomain(domain(from.project(), false));
        made.setProjectDomainId(domain(from.project(), true));
        return made;
    }

    @CheckForNull
    private static String domain(KeystoneRef named, boolean byId) {
        return named.domainIsId() == byId ? named.domain() : null;
    }

    /** What was made, and then whatever the administrator has to know. */
    private static List<String> told(CloudsYaml.Entry entry, CloudProfile profile) {
        List<String> lines = new ArrayList<>();
        lines.add(Messages.CloudImport_Done(
                profile.getName(), entry.credential().describe(), profile.getCredentialsId()));
        lines.addAll(entry.remarks());
        entry.caCertificatePath().ifPresent(path -> lines.add(Messages.CloudImport_CaCertificate(path)));
        if (entry.credential() instanceof Credential.ApplicationCredential) {
            lines.add(Messages.CloudImport_NoBays());
        }
        return lines;
    }

    private static FormValidation done(List<String> lines) {
        String markup = lines.stream().map(Util::escape).collect(Collectors.joining("<br>"));
        return lines.size() == 1 ? FormValidation.okWithMarkup(markup) : FormValidation.warningWithMarkup(markup);
    }

    /** The store of the system, where jobs do not get at it. */
    private static final class SystemStore implements Store {
        @Override
        public boolean has(String id) {
            return CredentialsProvider.lookupCredentialsInItemGroup(IdCredentials.class, Jenkins.get(), ACL.SYSTEM2)
                    .stream()
                    .anyMatch(known -> known.getId().equals(id));
        }

        @Override
        public void add(OpenStackCredentials credentials) throws IOException {
            change(all -> all.add(credentials));
        }

        @Override
        public void remove(OpenStackCredentials credentials) throws IOException {
            change(all -> all.remove(credentials));
        }

        private static void change(Consumer<List<Credentials>> how) throws IOException {
            SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
            synchronized (provider) {
                how.accept(provider.getCredentials());
                provider.save();
            }
        }
    }
}
