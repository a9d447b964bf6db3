package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.DataFingerprints;
import io.jenkins.plugins.dataclone.runtime.EnvironmentReceipt;
import io.jenkins.plugins.dataclone.runtime.ReceiptBay;
import io.jenkins.plugins.dataclone.runtime.ReceiptData;
import io.jenkins.plugins.dataclone.runtime.ReceiptItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/** The receipt of one environment as the page of its build shows it. */
@ExportedBean(defaultVisibility = 2)
public final class ReceiptView {
    private final Run<?, ?> run;
    private final EnvironmentReceipt receipt;
    private final Instant now;

    ReceiptView(Run<?, ?> run, EnvironmentReceipt receipt, Instant now) {
        this.run = run;
        this.receipt = receipt;
        this.now = now;
    }

    @Exported
    public String getId() {
        return receipt.getId();
    }

    @Exported
    public String getName() {
        return receipt.getName();
    }

    /** See {@link EnvironmentSummary#getGivenName}. */
    public String getGivenName() {
        return EnvironmentSummary.givenName(receipt.getName());
    }

    /** In the ledger's words. */
    @Exported
    public String getState() {
        return receipt.getState().name().toLowerCase(Locale.ROOT);
    }

    public Status getStatus() {
        return switch (receipt.getState()) {
            case OPEN -> Status.ofItems(receipt.getItems());
            case KEPT -> Status.KEPT;
            case RELEASING -> Status.REMOVING;
            case STUCK -> Status.STUCK;
            case ENDED -> Status.GONE;
            case DISOWNED -> Status.DISOWNED;
        };
    }

    /** Until when it is kept for debugging, or null if it is not. */
    @CheckForNull
    public String getKeptUntil() {
        return receipt.getKeptUntil() == null ? null : Times.minute(receipt.getKeptUntil());
    }

    @CheckForNull
    public String getKeptBecause() {
        return receipt.getKeptBecause();
    }

    @CheckForNull
    public String getReleaseReason() {
        return receipt.getReleaseReason();
    }

    @CheckForNull
    @Exported
    public String getProblem() {
        return receipt.getProblem();
    }

    @Exported(inline = true)
    public List<Data> getData() {
        return receipt.getData().stream().map(Data::new).toList();
    }

    public List<String> getBays() {
        return receipt.getBays().stream().map(ReceiptView::told).toList();
    }

    /** Addresses of services, while they may answer. */
    public List<WayIn> getEndpoints() {
        List<WayIn> endpoints = new ArrayList<>();
        if (receipt.getState().isUsable()) {
            receipt.getApplications().forEach(stack -> stack.getEndpoints()
                    .forEach((service, address) -> endpoints.add(WayIn.service(service, address))));
        }
        return endpoints;
    }

    /** Every object that was ever asked for. */
    @Exported(inline = true)
    public List<Line> getItems() {
        return receipt.getItems().stream()
                .filter(item -> item.getRequestedAt() != null)
                .map(Line::new)
                .toList();
    }

    /** Whether the user finds more on the page of environments. */
    public boolean isOnPage() {
        return !receipt.getState().isOver()
                && Jenkins.get().hasPermission(DataClonePermissions.VIEW)
                && DataCloneRuntime.ifRunning()
                        .flatMap(runtime -> runtime.ledger().find(receipt.getId()))
                        .isPresent();
    }

    /** The picture of its life; see {@link TimelineSvg}. */
    @GET
    @WebMethod(name = "timeline.svg")
    public HttpResponse doTimeline() {
        run.checkPermission(Item.READ);
        return PlainAnswer.of(TimelineSvg.TYPE, TimelineSvg.of(Timeline.of(receipt, now)));
    }

    private static String told(ReceiptBay bay) {
        return Messages.ReceiptView_Bay(bay.getTemplate(), bay.getCoe(), bay.getNodes());
    }

    /** Production data that was cloned. */
    @ExportedBean(defaultVisibility = 2)
    public static final class Data {
        private final ReceiptData data;

        private Data(ReceiptData data) {
            this.data = data;
        }

        @Exported
        public String getSource() {
            return data.getSource();
        }

        @Exported
        public String getCloud() {
            return data.getCloud();
        }

        @CheckForNull
        @Exported
        public String getSnapshotId() {
            return data.getSnapshotId();
        }

        /** ISO 8601, or null. */
        @CheckForNull
        @Exported
        public String getDataTime() {
            Instant time = data.getDataTime();
            return time == null ? null : Times.iso(time);
        }

        /** The run that made the data harmless, or null. */
        @CheckForNull
        @Exported
        public String getSanitizerRun() {
            return data.getSanitizerRun();
        }

        /** Data time, the run that made it harmless, size and how long the clone took, as far as they are known. */
        public String getFacts() {
            List<String> facts = new ArrayList<>();
            if (data.getDataTime() != null) {
                facts.add(Messages.ReceiptView_DataOf(Times.minute(data.getDataTime())));
            }
            if (data.getSanitizerRun() != null) {
                facts.add(Messages.ReceiptView_SanitizedBy(data.getSanitizerRun()));
            }
            if (data.getSizeGiB() > 0) {
                facts.add(data.getSizeGiB() + " GiB");
            }
            if (data.getTookMillis() > 0) {
                facts.add(Messages.ReceiptView_ClonedIn(
                        EnvironmentFacts.spoken(Duration.ofMillis(data.getTookMillis()))));
            }
            return String.join(", ", facts);
        }

        /** Whether Jenkins' index has it, so that links into it lead somewhere. */
        public boolean isIndexed() {
            return data.getTookMillis() > 0;
        }

        /** Jenkins' page with the builds that used this data source. */
        public String getSourceFingerprint() {
            return DataFingerprints.ofSource(data);
        }

        /** Jenkins' page with the builds that used this snapshot. */
        public String getSnapshotFingerprint() {
            return DataFingerprints.ofSnapshot(data);
        }
    }

    /** One object in a cloud. */
    @ExportedBean(defaultVisibility = 2)
    public static final class Line {
        private final ReceiptItem item;

        private Line(ReceiptItem item) {
            this.item = item;
        }

        @Exported
        public String getKind() {
            return item.getKind().label();
        }

        @Exported
        public String getName() {
            return item.getName();
        }

        @CheckForNull
        @Exported
        public String getId() {
            return item.getId();
        }

        @Exported
        public String getCloud() {
            return item.getCloud();
        }

        public String getMadeAt() {
            return Times.second(item.getRequestedAt());
        }

        public String getGoneAt() {
            return item.getGoneAt() == null ? "" : Times.second(item.getGoneAt());
        }

        /** How it is known to be gone, or its state while it is there. */
        @Exported
        public String getOutcome() {
            GoneProof proof = item.getGoneProof();
            return proof == null ? item.getState().name().toLowerCase(Locale.ROOT) : proof.label();
        }

        @CheckForNull
        @Exported
        public String getProblem() {
            return item.getProblem();
        }
    }
}
