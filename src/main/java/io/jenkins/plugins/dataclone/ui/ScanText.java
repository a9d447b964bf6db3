package io.jenkins.plugins.dataclone.ui;

import io.jenkins.plugins.dataclone.ledger.Orphan;
import io.jenkins.plugins.dataclone.model.Durations;
import io.jenkins.plugins.dataclone.runtime.OrphanScans;
import io.jenkins.plugins.dataclone.runtime.ScanReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** What a scan on a user's wish finds, line by line. */
final class ScanText {
    private ScanText() {}

    /**
     * Scans, and tells of each cloud as it is known.
     *
     * @param patience how long to wait for all of them together
     */
    static void tell(OrphanScans scans, Duration patience, Consumer<String> out) throws InterruptedException {
        Map<String, CompletableFuture<List<ScanReport>>> reports = scans.scanNow();
        if (reports.isEmpty()) {
            out.accept(Messages.ScanText_NoClouds());
        }
        long end = System.nanoTime() + patience.toNanos();
        for (Map.Entry<String, CompletableFuture<List<ScanReport>>> entry : reports.entrySet()) {
            try {
                long left = Math.max(0, end - System.nanoTime());
                entry.getValue().get(left, TimeUnit.NANOSECONDS).forEach(report -> lines(report)
                        .forEach(out));
            } catch (TimeoutException e) {
                out.accept(Messages.ScanText_Late(entry.getKey(), Durations.format(patience)));
            } catch (ExecutionException e) {
                out.accept(
                        Messages.ScanText_Problem(entry.getKey(), e.getCause().toString()));
            }
        }
    }

    static List<String> lines(ScanReport report) {
        List<String> lines = new ArrayList<>();
        for (Orphan orphan : report.orphans()) {
            String build = orphan.object().tag().run();
            String made = Times.second(orphan.object().tag().createdAt());
            lines.add(
                    orphan.fate() == Orphan.Fate.ADOPTED
                            ? Messages.ScanText_Adopted(report.place(), orphan.object(), build, made, orphan.why())
                            : Messages.ScanText_Waiting(report.place(), orphan.object(), build, made, orphan.why()));
        }
        report.problems().forEach(problem -> lines.add(Messages.ScanText_Problem(report.place(), problem)));
        return lines.isEmpty() ? List.of(Messages.ScanText_Nothing(report.place())) : lines;
    }
}
