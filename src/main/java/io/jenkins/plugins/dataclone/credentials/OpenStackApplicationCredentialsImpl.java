package io.jenkins.plugins.dataclone.credentials;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.security.AccessControlled;
import hudson.util.FormValidation;
import hudson.util.Secret;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** An application credential, kept in a store of Jenkins. */
public final class OpenStackApplicationCredentialsImpl extends BaseStandardCredentials
        implements OpenStackApplicationCredentials {
    private static final long serialVersionUID = 1L;

    /** Encrypted on disk. */
    private final Secret secret;
    /** Id of the application credential; null if the name is given. */
    private String applicationCredentialId;
    /** Name of the application credential; null if the id is given. */
    private String applicationCredentialName;
    /** Name of the user it belongs to. */
    private String userName;
    /** Id of the user it belongs to; null if the name is given. */
    private String userId;
    /** Name of the domain of that user. */
    private String userDomain;
    /** Id of the domain of that user; null if the name is given, or the id of the user. */
    private String userDomainId;

    @DataBoundConstructor
    public OpenStackApplicationCredentialsImpl(
            @CheckForNull CredentialsScope scope,
            @CheckForNull String id,
            @CheckForNull String description,
            @NonNull Secret secret) {
        super(scope, id, description);
        this.secret = secret;
    }

    @Override
    public String getApplicationCredentialId() {
        return applicationCredentialId;
    }

    @DataBoundSetter
    public void setApplicationCredentialId(String applicationCredentialId) {
        this.applicationCredentialId = Util.fixEmptyAndTrim(applicationCredentialId);
    }

    @Override
    public String getApplicationCredentialName() {
        return applicationCredentialName;
    }

    @DataBoundSetter
    public void setApplicationCredentialName(String applicationCredentialName) {
        this.applicationCredentialName = Util.fixEmptyAndTrim(applicationCredentialName);
    }

    @Override
    public String getUserName() {
        return userName;
    }

    @DataBoundSetter
    public void setUserName(String userName) {
        this.userName = Util.fixEmptyAndTrim(userName);
    }

    @Override
    public String getUserId() {
        return userId;
    }

    @DataBoundSetter
    public void setUserId(String userId) {
        this.userId = Util.fixEmptyAndTrim(userId);
    }

    @Override
    public String getUserDomain() {
        return userDomain;
    }

    @DataBoundSetter
    public void setUserDomain(String userDomain) {
        this.userDomain = Util.fixEmptyAndTrim(userDomain);
    }

    @Override
    public String getUserDomainId() {
        return userDomainId;
    }

    @DataBoundSetter
    public void setUserDomainId(String userDomainId) {
        this.userDomainId = Util.fixEmptyAndTrim(userDomainId);
    }

    @NonNull
    @Override
    public Secret getSecret() {
        return secret;
    }

    /** The id only: whatever else is in here is nobody's business in a log. */
    @Override
    public String toString() {
        return "OpenStack application credential " + getId();
    }

    /** The kind "OpenStack application credential". */
    @Extension
    @Symbol("openstackApplicationCredential")
    public static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.OpenStackApplicationCredentialsImpl_DisplayName();
        }

        /** What Jenkins says of the kind where one is chosen. */
        @Override
        public String getDescription() {
            return Messages.OpenStackApplicationCredentialsImpl_Description();
        }

        @POST
        public FormValidation doCheckApplicationCredentialId(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String applicationCredentialName,
                @QueryParameter String userName,
                @QueryParameter String userId,
                @QueryParameter String userDomain,
                @QueryParameter String userDomainId) {
            AccessControlled place = item == null ? Jenkins.get() : item;
            if (!place.hasPermission(CredentialsProvider.VIEW)) {
                return FormValidation.ok();
            }
            boolean owned = CompletenessCheck.named(userName, userId, userDomain, userDomainId);
            return CompletenessCheck.isGiven(value) || CompletenessCheck.isGiven(applicationCredentialName) && owned
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.OpenStackApplicationCredentialsImpl_Identity());
        }
    }
}
