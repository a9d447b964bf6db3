package io.jenkins.plugins.dataclone.docker;

import io.jenkins.plugins.dataclone.docker.compose.ComposeReader;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Engine;
import io.jenkins.plugins.dataclone.port.StackDeployer;
import java.util.List;

/**
 * Deploys Compose files on Docker: as services if the engine leads a swarm, else as containers. Nothing is kept between
 * calls; what exists is found again by its labels, so that every call can be repeated, by another controller process too.
 */
public final class DockerStackDeployer implements StackDeployer {
    @Override
    public Plan plan(StackRequest request) throws CloudException, InterruptedException {
        return DockerPlan.of(request, ComposeReader.read(request));
    }

    /**
     * Makes the engine match the plan: creates what is missing, updates or replaces services that differ, removes services
     * that the file no longer has. On a plain engine images that are missing are pulled first, which may take minutes, and
     * a service that waits for others is created but started by a later {@link #show}.
     */
    @Override
    public void deploy(Engine engine, Plan plan, OwnershipTag tag) throws CloudException {
        DockerPlan own = (DockerPlan) plan;
        try (EngineConnection connection = EngineConnection.open(engine)) {
            if (connection.isSwarmManager()) {
                new SwarmDeployer(connection, own, tag).deploy();
            } else {
                new PlainDeployer(connection, own, tag).deploy();
            }
        }
    }

    /**
     * Looks at the stack. On a plain engine this also starts the services whose dependencies have become ready, as
     * nobody else would: the order is written on the containers themselves.
     */
    @Override
    public Stack show(Engine engine, String stack) throws CloudException {
        try (EngineConnection connection = EngineConnection.open(engine)) {
            return connection.isSwarmManager()
                    ? new SwarmView(connection, stack).show()
                    : new PlainView(connection, stack).show();
        }
    }

    @Override
    public List<Labelled> list(Engine engine) throws CloudException {
        try (EngineConnection connection = EngineConnection.open(engine)) {
            return new LabelledObjects(connection, connection.isSwarmManager()).list();
        }
    }

    @Override
    public List<String> remove(Engine engine, String stack) throws CloudException {
        try (EngineConnection connection = EngineConnection.open(engine)) {
            return new StackRemover(connection, stack, connection.isSwarmManager()).remove();
        }
    }
}
