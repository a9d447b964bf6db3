package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.ClientCertificate;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Engine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way into the engines of bays. A client certificate is made when it is needed, signed by Magnum, kept in memory only and
 * used for an hour. Thread-safe.
 */
public final class Engines {
    private static final Duration KEPT = Duration.ofHours(1);

    private record Signed(ClientCertificate certificate, Instant until) {}

    private final InstantSource clock;
    private final ConcurrentHashMap<String, Signed> certificates = new ConcurrentHashMap<>();

    public Engines(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The engine of a bay that is ready.
     *
     * @throws CloudException FAILED if Magnum gave it no API address
     */
    Engine of(Resource bay, Cloud cloud) throws CloudException {
        String address = bay.attribute(BayFlow.API_ADDRESS).orElse("");
        if (address.isEmpty()) {
            throw CloudException.of(
                    CloudException.Kind.FAILED,
                    "Bay " + bay.name() + " on cloud '" + cloud.name()
                            + "' has no API address, so nothing can be deployed"
                            + " on it; Magnum shows one only for clusters whose master is reachable");
        }
        boolean plain = bay.attribute(BayFlow.PLAIN).filter("true"::equals).isPresent();
        return new Engine(bay.name(), address, plain ? Optional.empty() : Optional.of(certificate(bay, cloud)));
    }

    /** The bay is going away. */
    void forget(Resource bay) {
        if (bay.id() != null) {
            certificates.remove(bay.id());
        }
    }

    private ClientCertificate certificate(Resource bay, Cloud cloud) throws CloudException {
        Instant now = clock.instant();
        certificates.values().removeIf(signed -> now.isAfter(signed.until()));
        Signed kept = certificates.get(bay.id());
        if (kept == null) {
            kept = new Signed(cloud.clusters().signCertificate(bay.id()), now.plus(KEPT));
            certificates.put(bay.id(), kept);
        }
        return kept.certificate();
    }
}
