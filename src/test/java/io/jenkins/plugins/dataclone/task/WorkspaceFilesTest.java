package io.jenkins.plugins.dataclone.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a stack file may and may not have read. */
class WorkspaceFilesTest {
    @TempDir
    Path outside;

    @Test
    void readsWhatIsInTheWorkspaceAndNothingElse() throws Exception {
        Path workspace =
                Files.createDirectories(outside.resolve("workspace/app")).getParent();
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.writeString(workspace.resolve("app/env"), "A=1");
        Files.createSymbolicLink(workspace.resolve("app/link"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(workspace.resolve("up"), outside);
        WorkspaceFiles files = files(workspace, "app/stack.yml", Duration.ofSeconds(30));

        assertThat(files.read("./env")).asString().isEqualTo("A=1");
        for (String path : new String[] {
            "../../secret.txt",
            "link",
            "../up/secret.txt",
            "/etc/hostname",
            "C:\\secret",
            "..\\..\\secret.txt",
            "",
            ".."
        }) {
            assertThatThrownBy(() -> files.read(path)).as(path).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aStackFileElsewhereIsRefusedAsItIsWritten() {
        for (String path : new String[] {"/etc/app.yml", "../app.yml", "a/../../app.yml", "C:/app.yml"}) {
            WorkspaceFiles files = files(outside, path, Duration.ofSeconds(30));

            assertThatThrownBy(() -> files.read(WorkspaceFiles.nameOf(path)))
                    .hasMessage("'" + path + "' lies outside the workspace and is not read");
        }
    }

    /** A build can make a named pipe of the file: a read of one waits for a writer, and there is none. */
    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFileThatDoesNotEndHoldsNobody() throws Exception {
        Path pipe = Files.createDirectory(outside.resolve("app")).resolve("stack.yml");
        assumeTrue(isMade(pipe), "no named pipes here");
        try {
            WorkspaceFiles files = files(outside, "app/stack.yml", Duration.ofMillis(200));
            for (String file : new String[] {"stack.yml", "stack.env"}) {
                assertThatThrownBy(() -> files.read(file))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("Reading 'app/stack.yml' in the workspace was given up");
            }
        } finally {
            // lets the thread go that is left behind
            try (OutputStream end = Files.newOutputStream(pipe, StandardOpenOption.WRITE)) {
                end.flush();
            }
        }
    }

    private static boolean isMade(Path pipe) throws InterruptedException {
        try {
            return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    private static WorkspaceFiles files(Path workspace, String stackFile, Duration limit) {
        return new WorkspaceFiles(
                new BuildContext() {
                    @Override
                    public Run<?, ?> run() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public FilePath workspace() {
                        return new FilePath(workspace.toFile());
                    }

                    @Override
                    public TaskListener listener() {
                        return TaskListener.NULL;
                    }
                },
                stackFile,
                limit);
    }
}
