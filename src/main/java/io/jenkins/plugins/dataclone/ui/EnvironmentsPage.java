package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Api;
import hudson.model.RootAction;
import hudson.security.Permission;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** The page of all environments that the user may see, and the way to each of them. */
@Extension
@ExportedBean
public final class EnvironmentsPage implements RootAction, StaplerProxy {
    /** Address below Jenkins' own. */
    public static final String URL = "dataclone";
    /** How long a page may let its reader wait. */
    private static final Duration SCAN_PATIENCE = Duration.ofSeconds(30);
    /** Named here, so that the permissions are known as soon as Jenkins has its extensions. */
    private static final Permission VIEW = DataClonePermissions.VIEW;

    @CheckForNull
    @Override
    public String getIconFileName() {
        return Jenkins.get().hasPermission(VIEW) ? "symbol-server" : null;
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.EnvironmentsPage_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** Everything below this address needs the right to see it. */
    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(VIEW);
        return this;
    }

    /** What that request asks to see. */
    public EnvironmentList select(@CheckForNull StaplerRequest2 request) {
        EnvironmentQuery query = EnvironmentQuery.of(name -> request == null ? null : request.getParameter(name));
        try {
            return new EnvironmentList(query, UserView.all());
        } catch (IllegalStateException | UncheckedIOException e) {
            return new EnvironmentList(query, e.getMessage());
        }
    }

    /** For {@code api/json}; takes the same parameters as the page. */
    @Exported(inline = true)
    public List<EnvironmentSummary> getEnvironments() {
        return select(Stapler.getCurrentRequest2()).selected();
    }

    /** For {@code api/json}. */
    public Api getApi() {
        return new Api(this);
    }

    /** The page of one environment, or null - which is answered with 404 - if the user sees none of that id. */
    @CheckForNull
    public EnvironmentPage getEnvironment(String id) {
        return UserView.find(id).orElse(null);
    }

    /** Those of the environments which the request names that the user may do the deed to; for the question before it. */
    public List<EnvironmentPage> chosen(StaplerRequest2 request) {
        boolean destroy = isDestroying(request);
        return ids(request).stream()
                .flatMap(id -> UserView.find(id).stream())
                .filter(page -> destroy ? page.isDestroyable() : page.isExtendable())
                .toList();
    }

    /** Whether the question is about destroying; otherwise it is about extending. */
    public boolean isDestroying(StaplerRequest2 request) {
        return "destroy".equals(request.getParameter("deed"));
    }

    /** What is counted, for Prometheus; see {@link PrometheusText}. */
    @GET
    public HttpResponse doPrometheus() {
        Jenkins.get().checkPermission(VIEW);
        DataCloneRuntime runtime = DataCloneRuntime.get();
        return PlainAnswer.of(
                PrometheusText.TYPE,
                PrometheusText.of(runtime.observation()
                        .metrics()
                        .families(runtime.ledger().all())));
    }

    /** Whether the user may configure clouds, and have them looked through. */
    public boolean isConfigurable() {
        return Jenkins.get().hasPermission(DataClonePermissions.CONFIGURE);
    }

    /** Looks through the clouds for what the ledger does not know, and says what was found, as text. */
    @POST
    public HttpResponse doScan() throws InterruptedException {
        Jenkins.get().checkPermission(DataClonePermissions.CONFIGURE);
        StringBuilder text = new StringBuilder();
        ScanText.tell(DataCloneRuntime.get().orphanScans(), SCAN_PATIENCE, line -> text.append(line)
                .append('\n'));
        return PlainAnswer.of("text/plain;charset=UTF-8", text.toString());
    }

    /** Takes the named environments away: all of them, or none if one of them is unknown or not the user's to destroy. */
    @POST
    public HttpResponse doDestroy(StaplerRequest2 request) {
        Jenkins.get().checkPermission(VIEW);
        return Deed.answer(named(request, DataClonePermissions.DESTROY), EnvironmentPage::destroy);
    }

    /**
     * Lets the named environments live longer: all of them, or none if one of them is unknown or not the user's to extend.
     *
     * @param by how long from now on, like {@code 2h}
     */
    @POST
    public HttpResponse doExtend(StaplerRequest2 request, @QueryParameter String by) {
        Jenkins.get().checkPermission(VIEW);
        return Deed.answer(named(request, DataClonePermissions.EXTEND), page -> page.extend(by));
    }

    private List<EnvironmentPage> named(StaplerRequest2 request, Permission permission) {
        List<EnvironmentPage> pages = new ArrayList<>();
        for (String id : ids(request)) {
            EnvironmentPage page = UserView.find(id)
                    .orElseThrow(() -> HttpResponses.errorWithoutStack(404, Messages.EnvironmentsPage_Unknown(id)));
            page.checkPermission(permission);
            pages.add(page);
        }
        return pages;
    }

    private static Set<String> ids(StaplerRequest2 request) {
        String[] ids = request.getParameterValues("id");
        return ids == null ? Set.of() : new LinkedHashSet<>(List.of(ids));
    }
}
