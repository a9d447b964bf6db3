package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.ledger.Orphan;
import java.util.List;

/**
 * What a scan found at one place.
 *
 * @param place name of the cloud, or {@code bay} and its name
 * @param orphans what the ledger did not know, with what becomes of it
 * @param problems why a list was not answered: sentences for people
 */
public record ScanReport(String place, List<Orphan> orphans, List<String> problems) {
    public ScanReport {
        orphans = List.copyOf(orphans);
        problems = List.copyOf(problems);
    }
}
