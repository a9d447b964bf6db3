package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.dataclone.model.Resource;
import java.util.Locale;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One resource of an environment, as the page lists it and as programs read it. */
@ExportedBean(defaultVisibility = 2)
public final class ResourceLine {
    private final Resource resource;
    private final String dashboardPage;
    private final String forecast;

    /**
     * @param dashboardPage where the cloud's dashboard shows it, or null
     * @param forecast when it will be ready, for people; or null
     */
    ResourceLine(Resource resource, @CheckForNull String dashboardPage, @CheckForNull String forecast) {
        this.resource = resource;
        this.dashboardPage = dashboardPage;
        this.forecast = forecast;
    }

    @Exported
    public String getKind() {
        return resource.kind().label();
    }

    @Exported
    public String getName() {
        return resource.name();
    }

    /** The cloud's id, or null while it is not known. */
    @CheckForNull
    @Exported
    public String getId() {
        return resource.id();
    }

    @Exported
    public String getCloud() {
        return resource.cloud();
    }

    @Exported
    public String getState() {
        return resource.state().name().toLowerCase(Locale.ROOT);
    }

    /** When it will be ready, judged by earlier ones, {@code about 2 min left, judging by 5 earlier ones}; null if nobody knows. */
    @CheckForNull
    @Exported
    public String getForecast() {
        return forecast;
    }

    /** When it was asked for, ISO 8601, or null. */
    @CheckForNull
    @Exported
    public String getRequestedAt() {
        return resource.requestedAt() == null ? null : Times.iso(resource.requestedAt());
    }

    /** When it became usable, ISO 8601, or null. */
    @CheckForNull
    @Exported
    public String getReadyAt() {
        return resource.readyAt() == null ? null : Times.iso(resource.readyAt());
    }

    /** When its absence was confirmed, ISO 8601, or null. */
    @CheckForNull
    @Exported
    public String getGoneAt() {
        return resource.goneAt() == null ? null : Times.iso(resource.goneAt());
    }

    /** What went wrong with it last, or null. */
    @CheckForNull
    @Exported
    public String getProblem() {
        return resource.problem();
    }

    /** Where the cloud's dashboard shows it, or null. */
    @CheckForNull
    @Exported
    public String getDashboardPage() {
        return dashboardPage;
    }
}
