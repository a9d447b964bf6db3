package io.jenkins.plugins.dataclone.runtime;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** A stack; a part of {@link EnvironmentReceipt} and kept like it. */
public final class ReceiptApplication {
    private final String name;
    private final String bay;
    /** Service to address. */
    private final Map<String, String> endpoints;

    ReceiptApplication(EnvironmentFacts.Stack stack) {
        name = stack.resource().name();
        bay = stack.bay();
        endpoints = new TreeMap<>(stack.endpoints());
    }

    @NonNull
    public String getName() {
        return name;
    }

    @NonNull
    public String getBay() {
        return bay;
    }

    @NonNull
    public Map<String, String> getEndpoints() {
        return Collections.unmodifiableMap(endpoints);
    }
}
