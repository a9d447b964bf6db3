package io.jenkins.plugins.dataclone.runtime;

import hudson.model.Fingerprint;
import hudson.model.FingerprintMap;
import hudson.model.Run;
import io.jenkins.plugins.dataclone.model.Sha256;
import java.io.IOException;
import java.util.HexFormat;
import jenkins.model.Jenkins;

/**
 * Jenkins' own index of what builds have in common, used for data: each data source and each snapshot has a fingerprint, whose page
 * names the builds that used it.
 */
public final class DataFingerprints {
    /** Jenkins' fingerprints have so many hexadecimal digits. */
    private static final int DIGITS = 32;

    private DataFingerprints() {}

    /** The fingerprint of a data source; its page is {@code fingerprint/<this>/}. */
    public static String ofSource(ReceiptData data) {
        return hash("source", data.getCloud(), data.getSource());
    }

    /** The fingerprint of the snapshot that a clone was made from. */
    public static String ofSnapshot(ReceiptData data) {
        return hash("snapshot", data.getCloud(), String.valueOf(data.getSnapshotId()));
    }

    /** Notes what the build has used; what is noted already stays. It writes files. */
    static void note(Run<?, ?> run, EnvironmentReceipt receipt) throws IOException {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        if (jenkins == null) {
            return;
        }
        FingerprintMap map = jenkins.getFingerprintMap();
        for (ReceiptData data : receipt.getData()) {
            if (data.getSnapshotId() == null) {
                continue;
            }
            String source = "data source '" + data.getSource() + "' on cloud '" + data.getCloud() + "'";
            use(run, map.getOrCreate((Run<?, ?>) null, source, ofSource(data)));
            use(
                    run,
                    map.getOrCreate(
                            (Run<?, ?>) null, "snapshot " + data.getSnapshotId() + " of " + source, ofSnapshot(data)));
        }
    }

    private static void use(Run<?, ?> run, Fingerprint fingerprint) throws IOException {
        if (!fingerprint.getRangeSet(run.getParent().getFullName()).includes(run.getNumber())) {
            fingerprint.addFor(run);
        }
    }

    private static String hash(String kind, String cloud, String name) {
        byte[] digest = Sha256.of("openstack-data-clone\n" + kind + "\n" + cloud + "\n" + name);
        return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    }
}
