package io.jenkins.plugins.dataclone.task;

import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import io.jenkins.plugins.dataclone.model.Environment;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What the log of a failed build says of the environment that is kept: until when, how to reach it, how to have it longer or gone. */
final class KeptNotice {
    private KeptNotice() {}

    static List<String> of(Environment kept) {
        List<String> lines = new ArrayList<>();
        lines.add("Environment " + kept.id() + " is kept for debugging until "
                + kept.expiresAt().truncatedTo(ChronoUnit.SECONDS) + ", because " + kept.keptBecause()
                + "; then it is taken away");
        EnvironmentFacts facts = EnvironmentFacts.of(kept);
        for (EnvironmentFacts.Stack stack : facts.stacks()) {
            new TreeMap<>(stack.endpoints()).forEach((service, url) -> lines.add("  " + service + ": " + url));
        }
        for (EnvironmentFacts.Clone clone : facts.clones()) {
            if (clone.export() != null) {
                lines.add("  clone of '" + clone.source() + "': " + clone.export());
            }
        }
        for (EnvironmentFacts.Bay bay : facts.bays()) {
            if (bay.apiAddress() != null) {
                lines.add("  bay " + bay.resource().name() + " (" + bay.coe() + "): " + bay.apiAddress()
                        + "; openstack coe cluster config "
                        + bay.resource().id());
            }
        }
        lines.add("  To keep it longer, up to " + kept.mayLiveUntil().truncatedTo(ChronoUnit.SECONDS)
                + ", or to have it gone now: page Environments, or data-clone-extend and data-clone-destroy "
                + kept.id() + " on the command line of Jenkins; it also goes when this build is deleted");
        return lines;
    }
}
