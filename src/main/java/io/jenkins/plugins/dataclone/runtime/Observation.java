package io.jenkins.plugins.dataclone.runtime;

import hudson.ProxyConfiguration;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.ledger.WatchedStore;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.Clouds;
import io.jenkins.plugins.dataclone.port.EnvironmentStore;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;

/** What watches the runtime at work and decides nothing: counts, clouds that do not answer, events for others. */
public final class Observation implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Metrics metrics = new Metrics();
    private final CloudWatch cloudWatch;
    private final Webhooks webhooks;
    private final EnvironmentEvents events;

    Observation(Catalogue catalogue, Pace clock) {
        cloudWatch = new CloudWatch(clock, catalogue::clouds);
        webhooks = new Webhooks(catalogue::webhooks, Observation::rootUrl, Observation::client, clock);
        events = new EnvironmentEvents(clock, webhooks);
    }

    public Metrics metrics() {
        return metrics;
    }

    public CloudWatch cloudWatch() {
        return cloudWatch;
    }

    /** The same clouds, with every call counted. */
    Clouds of(Clouds clouds) {
        return new MeteredClouds(clouds, metrics, cloudWatch);
    }

    /** The same store, with every change seen. */
    EnvironmentStore of(EnvironmentStore store) {
        return new WatchedStore(store, List.of(metrics, events));
    }

    /** A step got what it asked for. */
    void ready(Environment environment) {
        events.ready(environment);
    }

    /** Looks at what changes by the passing of time alone. */
    void look(Ledger ledger) {
        events.look(ledger.all());
    }

    private static String rootUrl() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null ? null : jenkins.getRootUrl();
    }

    private static HttpClient client() {
        return ProxyConfiguration.newHttpClientBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public void close() {
        webhooks.close();
    }
}
