package io.jenkins.plugins.dataclone.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.dataclone.credentials.OpenStackCredentials;
import io.jenkins.plugins.dataclone.credentials.OpenStackPasswordCredentials;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** One OpenStack and how to reach it. Values are only normalised here; {@link #check} says what is wrong with them. */
public final class CloudProfile implements Describable<CloudProfile> {
    private static final List<String> INTERFACES = List.of("public", "internal", "admin");

    /** The administrator's name for it; data sources and bay templates refer to it. */
    private final String name;
    /** Keystone's address, with the version: {@code https://keystone.example:5000/v3}. */
    private final String authUrl;
    /** Region of the service catalog; null if the cloud has only one. */
    private String region;
    /** Which of a service's addresses to use; null means {@code public}. */
    private String interfaceName;
    /** Id of the credential for everything but bays. */
    private String credentialsId;
    /** Id of a second credential, for bays and Heat stacks; null if the first one does. */
    private String bayCredentialsId;
    /** Certificates to trust instead of the JDK's, in PEM form; null for the JDK's. */
    private String caCertificate;
    /** Stored the other way round, so that a file that lacks it means "verify". */
    private boolean tlsUnverified;
    /** Whether data sources may let in everybody. */
    private boolean allowOpenAccess;
    /** Time-outs, limits and proxy; null for the defaults. */
    private ConnectionOptions connection;
    /** How much of it this Jenkins may take; null for as much as the cloud gives. */
    private CloudCaps caps;
    /** Address of the dashboard (Horizon), for links on pages; null for none. */
    private String dashboardUrl;
    /** Whether jobs may deploy Heat templates of their own. */
    private boolean allowHeatTemplates;

    @DataBoundConstructor
    public CloudProfile(@NonNull String name, @NonNull String authUrl) {
        this.name = Util.fixNull(name).trim();
        this.authUrl = Util.fixNull(authUrl).trim();
    }

    @NonNull
    public String getName() {
        return Util.fixNull(name);
    }

    @NonNull
    public String getAuthUrl() {
        return Util.fixNull(authUrl);
    }

    @CheckForNull
    public String getRegion() {
        return region;
    }

    @DataBoundSetter
    public void setRegion(@CheckForNull String region) {
        this.region = Util.fixEmptyAndTrim(region);
    }

    /** {@code public}, {@code internal} or {@code admin}. */
    @NonNull
    public String getInterfaceName() {
        return interfaceName == null ? INTERFACES.get(0) : interfaceName;
    }

    @DataBoundSetter
    public void setInterfaceName(@CheckForNull String interfaceName) {
        this.interfaceName = Util.fixEmptyAndTrim(interfaceName);
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @CheckForNull
    public String getBayCredentialsId() {
        return bayCredentialsId;
    }

    @DataBoundSetter
    public void setBayCredentialsId(@CheckForNull String bayCredentialsId) {
        this.bayCredentialsId = Util.fixEmptyAndTrim(bayCredentialsId);
    }

    /** Certificates to trust instead of the JDK's, in PEM form; null for the JDK's. */
    @CheckForNull
    public String getCaCertificate() {
        return caCertificate;
    }

    @DataBoundSetter
    public void setCaCertificate(@CheckForNull String caCertificate) {
        this.caCertificate = Lines.block(caCertificate);
    }

    public boolean isVerifyTls() {
        return !tlsUnverified;
    }

    @DataBoundSetter
    public void setVerifyTls(boolean verifyTls) {
        this.tlsUnverified = !verifyTls;
    }

    public boolean isAllowOpenAccess() {
        return allowOpenAccess;
    }

    @DataBoundSetter
    public void setAllowOpenAccess(boolean allowOpenAccess) {
        this.allowOpenAccess = allowOpenAccess;
    }

    /** Address of the dashboard (Horizon), for links on pages; null for none. */
    @CheckForNull
    public String getDashboardUrl() {
        return dashboardUrl;
    }

    @DataBoundSetter
    public void setDashboardUrl(@CheckForNull String dashboardUrl) {
        this.dashboardUrl = Util.fixEmptyAndTrim(dashboardUrl);
    }

    public boolean isAllowHeatTemplates() {
        return allowHeatTemplates;
    }

    @DataBoundSetter
    public void setAllowHeatTemplates(boolean allowHeatTemplates) {
        this.allowHeatTemplates = allowHeatTemplates;
    }

    @NonNull
    public ConnectionOptions getConnection() {
        return connection == null ? new ConnectionOptions() : connection;
    }

    @DataBoundSetter
    public void setConnection(@CheckForNull ConnectionOptions connection) {
        this.connection = connection;
    }

    @NonNull
    public CloudCaps getCaps() {
        return caps == null ? new CloudCaps() : caps;
    }

    @DataBoundSetter
    public void setCaps(@CheckForNull CloudCaps caps) {
        this.caps = caps;
    }

    /**
     * Judges the profile alone.
     *
     * @throws IllegalArgumentException with a sentence for users
     */
    void check() {
        Problems problems = new Problems("cloud '" + getName() + "'")
                .check("name", FieldRules.name(getName()))
                .check("authUrl", FieldRules.authUrl(getAuthUrl()))
                .check("interfaceName", FieldRules.oneOf(getInterfaceName(), INTERFACES))
                .check("caCertificate", FieldRules.certificates(caCertificate))
                .check("dashboardUrl", FieldRules.webAddress(dashboardUrl));
        getConnection().check(problems);
        getCaps().check(problems);
    }

    @Override
    public String toString() {
        return "cloud " + getName();
    }

    /** The form of a cloud. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<CloudProfile> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CloudProfile_DisplayName();
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(FieldRules.name(value));
        }

        @POST
        public FormValidation doCheckAuthUrl(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            Optional<String> problem = FieldRules.authUrl(value);
            if (problem.isEmpty() && value.trim().regionMatches(true, 0, "http:", 0, 5)) {
                return FormValidation.warning(Messages.CloudProfile_PlainHttp());
            }
            return FieldRules.answer(problem);
        }

        @POST
        public FormValidation doCheckCaCertificate(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(FieldRules.certificates(value));
        }

        @POST
        public FormValidation doCheckDashboardUrl(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return FieldRules.answer(FieldRules.webAddress(value));
        }

        @POST
        public FormValidation doCheckVerifyTls(@QueryParameter boolean value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return value ? FormValidation.ok() : FormValidation.warning(Messages.CloudProfile_TlsUnverified());
        }

        @POST
        public FormValidation doCheckAllowOpenAccess(@QueryParameter boolean value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return value ? FormValidation.warning(Messages.CloudProfile_OpenAccess()) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckAllowHeatTemplates(@QueryParameter boolean value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return value ? FormValidation.warning(Messages.CloudProfile_HeatTemplates()) : FormValidation.ok();
        }

        @POST
        public FormValidation doCheckCredentialsId(@QueryParameter String value) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.warning(Messages.CloudProfile_NoCredential())
                    : FormValidation.ok();
        }

        @POST
        public ListBoxModel doFillInterfaceNameItems() {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            ListBoxModel items = new ListBoxModel();
            INTERFACES.forEach(items::add);
            return items;
        }

        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @QueryParameter String authUrl, @QueryParameter String credentialsId) {
            if (!Jenkins.get().hasPermission(DataClonePermissions.CONFIGURE)) {
                return new StandardListBoxModel().includeCurrentValue(credentialsId);
            }
            return credentials(OpenStackCredentials.class, authUrl, credentialsId);
        }

        @POST
        public ListBoxModel doFillBayCredentialsIdItems(
                @QueryParameter String authUrl, @QueryParameter String bayCredentialsId) {
            if (!Jenkins.get().hasPermission(DataClonePermissions.CONFIGURE)) {
                return new StandardListBoxModel().includeCurrentValue(bayCredentialsId);
            }
            return credentials(OpenStackPasswordCredentials.class, authUrl, bayCredentialsId);
        }

        /** Logs in with what the form says and tells what was found. Nothing is saved. */
        @POST
        public FormValidation doTestConnection(
                @QueryParameter String name,
                @QueryParameter String authUrl,
                @QueryParameter String region,
                @QueryParameter String interfaceName,
                @QueryParameter String credentialsId,
                @QueryParameter String bayCredentialsId,
                @QueryParameter String caCertificate,
                @QueryParameter boolean verifyTls,
                @QueryParameter int connectTimeoutSeconds,
                @QueryParameter int readTimeoutSeconds,
                @QueryParameter String proxyHost,
                @QueryParameter int proxyPort,
                @QueryParameter String noProxyHosts) {
            Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
            CloudProfile profile = new CloudProfile(name, authUrl);
            profile.setRegion(region);
            profile.setInterfaceName(interfaceName);
            profile.setCredentialsId(credentialsId);
            profile.setBayCredentialsId(bayCredentialsId);
            profile.setCaCertificate(caCertificate);
            profile.setVerifyTls(verifyTls);
            ConnectionOptions options = new ConnectionOptions();
            options.setConnectTimeoutSeconds(connectTimeoutSeconds);
            options.setReadTimeoutSeconds(readTimeoutSeconds);
            options.setProxyHost(proxyHost);
            options.setProxyPort(proxyPort);
            options.setNoProxyHosts(List.of(Util.fixNull(noProxyHosts)));
            profile.setConnection(options);
            return ConnectionTest.of(profile);
        }

        private static ListBoxModel credentials(
                Class<? extends OpenStackCredentials> type, String authUrl, String current) {
            return new StandardListBoxModel()
                    .includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            Jenkins.get(),
                            type,
                            URIRequirementBuilder.fromUri(authUrl).build(),
                            CredentialsMatchers.always())
                    .includeCurrentValue(current);
        }
    }
}
