package io.jenkins.plugins.dataclone.contract;

import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.flow.Checkpoints;
import io.jenkins.plugins.dataclone.flow.CloneFlows;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.model.CheckpointResult;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.OwnerProbe;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.FileEnvironmentStore;
import io.jenkins.plugins.dataclone.runtime.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A controller's ledger and flows on the cloud of the contract; closing it is the controller going down. */
final class ContractRuntime implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private final ContractCloud contract;
    private final Catalogue catalogue;
    private final DataCloneRuntime runtime;
    private final List<String> said = new CopyOnWriteArrayList<>();

    ContractRuntime(ContractCloud contract, Catalogue catalogue, Path home, String controller) throws IOException {
        this.contract = contract;
        this.catalogue = catalogue;
        this.runtime = new DataCloneRuntime(
                catalogue,
                new FileEnvironmentStore(home),
                owner -> OwnerProbe.Answer.ALIVE,
                FixedIdentity.of(controller),
                contract.pace());
    }

    Environment open(String name) throws CloudException {
        Instant now = runtime.context().clock().instant();
        return runtime.ledger().open(new Owner("it#1", "", now), name, Lifetime.of(Duration.ofHours(4)));
    }

    /** The environment as it is now. */
    Environment now(Environment environment) {
        return runtime.ledger().get(environment.id());
    }

    List<Environment> environments() {
        return runtime.ledger().all();
    }

    /** What users were told. */
    List<String> said() {
        return said;
    }

    Progress progress() {
        return line -> {
            said.add(line);
            contract.note(line);
        };
    }

    CompletableFuture<CloneResult> startClone(Environment environment, String source) throws CloudException {
        CloneRequest request = catalogue.cloneRequest(null, source, null, "job");
        return start(
                environment,
                CloneFlows.of(runtime.context(), environment.id(), "clone", request, deadline(), progress()));
    }

    CloneResult clone(Environment environment, String source) throws Exception {
        return result(startClone(environment, source));
    }

    CheckpointResult checkpoint(Environment environment, String clone, String label) throws Exception {
        return result(start(
                environment,
                Checkpoints.take(
                        runtime.context(), environment.id(), "take " + label, clone, label, deadline(), progress())));
    }

    RollbackResult goBack(Environment environment, RollbackRequest request, String key) throws Exception {
        return result(start(
                environment,
                Checkpoints.goBack(runtime.context(), environment.id(), key, request, deadline(), progress())));
    }

    /** Gives everything of the environment back and waits until it is gone. */
    Environment release(Environment environment) throws Exception {
        var release = runtime.release(environment.id(), "the test is over", progress())
                .orElseThrow();
        try {
            return release.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("left: " + release.leftovers(), e);
        }
    }

    void reap() {
        runtime.reap();
    }

    private Instant deadline() {
        return runtime.context().clock().instant().plus(PATIENCE);
    }

    private <T> CompletableFuture<T> start(Environment environment, Flow<T> flow) {
        CompletableFuture<T> result = new CompletableFuture<>();
        runtime.run(environment.id(), flow, new Outcome<T>() {
            @Override
            public void done(T value) {
                result.complete(value);
            }

            @Override
            public void failed(Exception cause) {
                result.completeExceptionally(cause);
            }
        });
        return result;
    }

    /** What came of it; a failure is thrown as it is. */
    static <T> T result(CompletableFuture<T> result) throws Exception {
        try {
            return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public void close() {
        runtime.close();
    }
}
