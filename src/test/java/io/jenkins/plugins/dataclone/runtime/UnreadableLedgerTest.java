package io.jenkins.plugins.dataclone.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UnreadableLedgerTest {
    @RegisterExtension
    private final FreshHome home = new FreshHome();

    @Test
    void whoWaitsForTheRuntimeIsToldThatItsFilesCannotBeRead() throws Exception {
        Files.writeString(home.resolve("openstack-data-clone"), "a file where the directory should be");
        CompletableFuture<String> outcome = new CompletableFuture<>();

        DataCloneRuntime.onWorker(runtime -> outcome.complete("done"), e -> outcome.complete(e.getMessage()));

        assertThat(outcome.get(30, TimeUnit.SECONDS))
                .startsWith("The records of environments in " + home.resolve("openstack-data-clone"))
                .contains("nothing was asked of a cloud");
    }

    @Test
    void workIsDoneOnceTheFilesCanBeRead() throws Exception {
        CompletableFuture<DataCloneRuntime> outcome = new CompletableFuture<>();

        DataCloneRuntime.onWorker(outcome::complete, outcome::completeExceptionally);

        assertThat(outcome.get(30, TimeUnit.SECONDS).ledger().all()).isEmpty();
    }
}
