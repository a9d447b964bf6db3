package io.jenkins.plugins.dataclone.runtime;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;

/** A cluster; a part of {@link EnvironmentReceipt} and kept like it. */
public final class ReceiptBay {
    private final String name;
    private final String template;
    private final String coe;
    private final int nodes;
    /** Null if it never answered. */
    private final String apiAddress;

    ReceiptBay(EnvironmentFacts.Bay bay) {
        name = bay.resource().name();
        template = bay.template();
        coe = bay.coe();
        nodes = bay.nodes();
        apiAddress = bay.apiAddress();
    }

    @NonNull
    public String getName() {
        return name;
    }

    @NonNull
    public String getTemplate() {
        return template;
    }

    @NonNull
    public String getCoe() {
        return coe;
    }

    public int getNodes() {
        return nodes;
    }

    @CheckForNull
    public String getApiAddress() {
        return apiAddress;
    }
}
