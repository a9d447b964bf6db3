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

/** A user with a password, kept in a store of Jenkins. */
public final class OpenStackPasswordCredentialsImpl extends BaseStandardCredentials
        implements OpenStackPasswordCredentials {
    private static final long serialVersionUID = 1L;

    /** Encrypted on disk. */
    private final Secret password;
    /** Name of the user; null if the id is given. */
    private String userName;
    /** Id of the user; null if the name is given. */
    private String userId;
    /** Name of the domain of the user. */
    private String userDomain;
    /** Id of the domain of the user; null if the name is given, or the id of the user. */
    private String userDomainId;
    /** Name of the project; null if the id is given. */
    private String project;
    /** Id of the project; null if the name is given. */
    private String projectId;
    /** Name of the domain of the project. */
    private String projectDomain;
    /** Id of the domain of the project; null if the name is given, or the id of the project. */
    private String projectDomainId;

    @DataBoundConstructor
    public OpenStackPasswordCredentialsImpl(
            @CheckForNull CredentialsScope scope,
            @CheckForNull String id,
            @CheckForNull String description,
            @NonNull Secret password) {
        super(scope, id, description);
        this.password = password;
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

    @Override
    public String getProject() {
        return project;
    }

    @DataBoundSetter
    public void setProject(String project) {
        this.project = Util.fixEmptyAndTrim(project);
    }

    @Override
    public String getProjectId() {
        return projectId;
    }

    @DataBoundSetter
    public void setProjectId(String projectId) {
        this.projectId = Util.fixEmptyAndTrim(projectId);
    }

    @Override
    public String getProjectDomain() {
        return projectDomain;
    }

    @DataBoundSetter
    public void setProjectDomain(String projectDomain) {
        this.projectDomain = Util.fixEmptyAndTrim(projectDomain);
    }

    @Override
    public String getProjectDomainId() {
        return projectDomainId;
    }

    @DataBoundSetter
    public void setProjectDomainId(String projectDomainId) {
        this.projectDomainId = Util.fixEmptyAndTrim(projectDomainId);
    }

    @NonNull
    @Override
    public Secret getPassword() {
        return password;
    }

    /** The id only: whatever else is in here is nobody's business in a log. */
    @Override
    public String toString() {
        return "OpenStack password " + getId();
    }

    /** The kind "OpenStack password". */
    @Extension
    @Symbol("openstackPassword")
    public static final class DescriptorImpl extends BaseStandardCredentialsDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.OpenStackPasswordCredentialsImpl_DisplayName();
        }

        /** What Jenkins says of the kind where one is chosen. */
        @Override
        public String getDescription() {
            return Messages.OpenStackPasswordCredentialsImpl_Description();
        }

        @POST
        public FormValidation doCheckUserName(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String userId,
                @QueryParameter String userDomain,
                @QueryParameter String userDomainId) {
            AccessControlled place = item == null ? Jenkins.get() : item;
            if (!place.hasPermission(CredentialsProvider.VIEW)) {
                return FormValidation.ok();
            }
            return CompletenessCheck.named(value, userId, userDomain, userDomainId)
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.OpenStackPasswordCredentialsImpl_User());
        }

        @POST
        public FormValidation doCheckProject(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String projectId,
                @QueryParameter String projectDomain,
                @QueryParameter String projectDomainId) {
            AccessControlled place = item == null ? Jenkins.get() : item;
            if (!place.hasPermission(CredentialsProvider.VIEW)) {
                return FormValidation.ok();
            }
            return CompletenessCheck.named(value, projectId, projectDomain, projectDomainId)
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.OpenStackPasswordCredentialsImpl_Project());
        }
    }
}
