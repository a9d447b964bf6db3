package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.ModelObject;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.plugins.dataclone.flow.UsualTime;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/**
 * The page of one environment. It is made for one request by a user who may see it; what may be done is decided by the rights on the
 * job of its build.
 */
@ExportedBean
public final class EnvironmentPage implements ModelObject, AccessControlled {
    private final DataCloneRuntime runtime;
    private final EnvironmentSummary summary;
    private final Instant now;

    EnvironmentPage(DataCloneRuntime runtime, EnvironmentSummary summary, Instant now) {
        this.runtime = runtime;
        this.summary = summary;
        this.now = now;
    }

    @Override
    public String getDisplayName() {
        return Messages.EnvironmentPage_DisplayName(summary.getId());
    }

    @Exported(inline = true)
    public EnvironmentSummary getSummary() {
        return summary;
    }

    @Exported(inline = true)
    public List<ResourceLine> getResources() {
        return environment().resources().stream().map(this::line).toList();
    }

    public List<Event> getEvents() {
        return Event.of(environment());
    }

    public List<WayIn> getWaysIn() {
        return environment().state().isUsable() ? WayIn.of(summary.facts()) : List.of();
    }

    /** Why nothing is done for it now, or null. */
    @CheckForNull
    public String getObstacle() {
        return runtime.ledger()
                .standing()
                .obstacle(summary.getId())
                .map(CloudException::getMessage)
                .orElse(null);
    }

    /** Whether to offer the user a longer life for it. */
    public boolean isExtendable() {
        return summary.isExtendable();
    }

    /** Whether to offer the user to take it away. */
    public boolean isDestroyable() {
        return summary.isDestroyable();
    }

    /** For {@code api/json}. */
    public Api getApi() {
        return new Api(this);
    }

    @NonNull
    @Override
    public ACL getACL() {
        return summary.access().getACL();
    }

    /** The picture of its life; see {@link TimelineSvg}. Whoever may see the page may see it. */
    @GET
    @WebMethod(name = "timeline.svg")
    public HttpResponse doTimeline() {
        Jenkins.get().checkPermission(DataClonePermissions.VIEW);
        return PlainAnswer.of(TimelineSvg.TYPE, TimelineSvg.of(Timeline.of(environment(), now)));
    }

    /** Takes it away. */
    @POST
    public HttpResponse doDestroy() {
        checkPermission(DataClonePermissions.DESTROY);
        return Deed.answer(List.of(this), EnvironmentPage::destroy);
    }

    /**
     * Lets it live longer.
     *
     * @param by how long from now on, like {@code 2h}
     */
    @POST
    public HttpResponse doExtend(@QueryParameter String by) {
        checkPermission(DataClonePermissions.EXTEND);
        return Deed.answer(List.of(this), page -> page.extend(by));
    }

    void checkDestroy() {
        checkPermission(DataClonePermissions.DESTROY);
    }

    void checkExtend() {
        checkPermission(DataClonePermissions.EXTEND);
    }

    void destroy() throws CloudException {
        runtime.release(summary.getId(), Messages.EnvironmentPage_Destroyed(who()));
    }

    void extend(String by) throws CloudException {
        runtime.extend(summary.getId(), by);
    }

    /** When it is taken away as things are now, ISO 8601. */
    String expiresNow() {
        return Times.iso(runtime.ledger().get(summary.getId()).expiresAt());
    }

    private ResourceLine line(Resource resource) {
        return new ResourceLine(
                resource,
                runtime.catalogue()
                        .dashboard(resource.cloud())
                        .flatMap(address -> Dashboard.page(address, resource))
                        .orElse(null),
                forecast(resource));
    }

    @CheckForNull
    private String forecast(Resource resource) {
        boolean made = resource.state() == ResourceState.REQUESTED || resource.state() == ResourceState.CREATED;
        Duration passed = made ? Duration.between(resource.requestedAt(), now) : Duration.ZERO;
        return made
                ? UsualTime.of(runtime.ledger(), resource)
                        .map(usual -> usual.left(passed))
                        .orElse(null)
                : null;
    }

    /** The user who asks, for reasons that are kept. */
    static String who() {
        User user = User.current();
        return user == null ? Messages.EnvironmentPage_Somebody() : user.getId();
    }

    private Environment environment() {
        return summary.environment();
    }
}
