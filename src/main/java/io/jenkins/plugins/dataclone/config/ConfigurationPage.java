package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Descriptor.FormException;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import hudson.util.FormApply;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import jakarta.servlet.ServletException;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * The plugin's configuration as a page of its own below Manage Jenkins, because it is long and often not the business of those
 * who configure the rest. It is the same form as the section on the page System, and what one saves the other shows.
 */
@Extension
public final class ConfigurationPage extends ManagementLink implements StaplerProxy {
    static final String URL = "data-clone";

    @Override
    public String getIconFileName() {
        return "symbol-server";
    }

    @Override
    public String getDisplayName() {
        return Messages.ConfigurationPage_DisplayName();
    }

    @Override
    public String getDescription() {
        return Messages.ConfigurationPage_Description();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    @NonNull
    @Override
    public Permission getRequiredPermission() {
        return DataClonePermissions.CONFIGURE;
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.CONFIGURATION;
    }

    /** Everything below this address needs the right to configure. */
    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
        return this;
    }

    /** For the page. */
    public DataCloneConfiguration getConfiguration() {
        return DataCloneConfiguration.get();
    }

    /**
     * Takes the form.
     *
     * @throws FormException with a sentence about what is wrong; nothing is changed then
     */
    @POST
    public HttpResponse doConfigSubmit(StaplerRequest2 request) throws ServletException, FormException {
        Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
        DataCloneConfiguration configuration = getConfiguration();
        JSONObject form = request.getSubmittedForm().getJSONObject(configuration.getJsonSafeClassName());
        configuration.configure(request, form);
        return FormApply.success(".");
    }
}
