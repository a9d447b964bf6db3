package io.jenkins.plugins.dataclone.port;

import java.util.Objects;
import java.util.Optional;

/**
 * Where an orchestrator listens and how to be let in.
 *
 * @param name the bay's name, used in messages
 * @param address {@code tcp://host:port} or {@code unix:///path} of a Docker engine, {@code https://host:port} of Kubernetes
 * @param certificate client certificate; empty for an address without TLS
 */
public record Engine(String name, String address, Optional<ClientCertificate> certificate) {
    public Engine {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(certificate, "certificate");
    }
}
