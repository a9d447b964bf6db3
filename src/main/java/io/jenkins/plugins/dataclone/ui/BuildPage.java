package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.runtime.DataCloneRunData;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.EnvironmentReceipt;
import io.jenkins.plugins.dataclone.runtime.Owners;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a build tells of its environments: a summary on its own page and a page with the receipts. Whoever may read the build may read
 * them. What the ledger knows of a living environment is newer than what is kept with the build, and shown instead.
 */
@ExportedBean
public final class BuildPage implements Action {
    private final Run<?, ?> run;

    BuildPage(Run<?, ?> run) {
        this.run = run;
    }

    /** Whether the build has, or had, an environment. Does no I/O beyond loading the build. */
    static boolean isOfInterest(Run<?, ?> run) {
        return DataCloneRunData.of(run) != null
                || run.isBuilding() && !living(run).isEmpty();
    }

    private static List<EnvironmentReceipt> living(Run<?, ?> run) {
        Owner owner = Owners.of(run);
        return DataCloneRuntime.ifRunning()
                .map(runtime -> runtime.ledger().ownedBy(owner).stream()
                        .map(EnvironmentReceipt::of)
                        .toList())
                .orElse(List.of());
    }

    @Override
    public String getIconFileName() {
        return "symbol-server";
    }

    @Override
    public String getDisplayName() {
        return Messages.EnvironmentsPage_DisplayName();
    }

    @Override
    public String getUrlName() {
        return EnvironmentsPage.URL;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** The environments of the build in the order in which they were opened. */
    @Exported(inline = true)
    public List<ReceiptView> getReceipts() {
        Map<String, EnvironmentReceipt> receipts = new LinkedHashMap<>();
        DataCloneRunData kept = DataCloneRunData.of(run);
        if (kept != null) {
            kept.getEnvironments().forEach(receipt -> receipts.put(receipt.getId(), receipt));
        }
        living(run).forEach(receipt -> receipts.put(receipt.getId(), receipt));
        Instant now = Instant.now();
        return receipts.values().stream()
                .map(receipt -> new ReceiptView(run, receipt, now))
                .toList();
    }

    /** The receipt of one environment, or null - which is answered with 404 - if the build has none of that id. */
    @CheckForNull
    public ReceiptView getEnvironment(String id) {
        return getReceipts().stream()
                .filter(receipt -> receipt.getId().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** For {@code api/json}. */
    public Api getApi() {
        return new Api(this);
    }
}
