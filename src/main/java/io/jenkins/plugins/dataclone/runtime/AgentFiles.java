package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.model.Sha256;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Directories on agents that go with an environment, such as a client certificate. Each is noted before anything is in it, so that
 * it is taken away even if its build was killed, or its agent comes back only when the build is long over. Thread-safe.
 */
public final class AgentFiles {
    private static final Logger LOGGER = Logger.getLogger(AgentFiles.class.getName());
    private static final String SUFFIX = ".json";
    /** Tells the notes of one environment apart. */
    private static final int TAIL = 8;

    private final Path directory;
    private final Agents agents;
    private final Lanes lanes;
    /** Agents that are being asked: one that hangs is asked once. */
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** @param directory where the notes are kept; made with the first one */
    AgentFiles(Path directory, Agents agents, Lanes lanes) {
        this.directory = directory;
        this.agents = agents;
        this.lanes = lanes;
    }

    /**
     * Notes a directory. An environment may have several, one for each bay.
     *
     * @param agent name of the agent; empty for the controller's own node
     */
    public void note(String environmentId, String agent, String path) throws IOException {
        AgentFile note = new AgentFile();
        note.environment = environmentId;
        note.agent = agent;
        note.path = path;
        LedgerFiles.makeDirectory(directory);
        LedgerFiles.replace(file(environmentId, path), environmentId + "-", LedgerFiles.pretty(note));
    }

    /** That directory of the environment is not there any more. */
    public void forget(String environmentId, String path) {
        try {
            Files.deleteIfExists(file(environmentId, path));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "the directory of environment " + environmentId + " is deleted once more");
        }
    }

    /**
     * Takes away what nobody uses any more, on worker threads; agents that are away are asked again next time.
     *
     * @param inUse whether the environment of that id may still use its directory
     */
    void sweep(Predicate<String> inUse) {
        for (AgentFile note : notes()) {
            if (!inUse.test(note.environment) && asked.add(note.agent)) {
                lanes.submit(() -> {
                    try {
                        take(note);
                    } finally {
                        asked.remove(note.agent);
                    }
                });
            }
        }
    }

    private void take(AgentFile note) {
        if (!Files.exists(file(note.environment, note.path))) {
            // taken by another sweep since this one has read the notes
            return;
        }
        try {
            if (agents.delete(note.agent, note.path)) {
                forget(note.environment, note.path);
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> note.path + " on agent '" + note.agent + "' is still there");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<AgentFile> notes() {
        List<AgentFile> notes = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return notes;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                read(file, notes);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Directories to be removed from agents cannot be listed in " + directory, e);
        }
        return notes;
    }

    private static void read(Path file, List<AgentFile> notes) {
        try {
            AgentFile note = LedgerFiles.read(Files.readAllBytes(file), AgentFile.class);
            if (note.environment != null && note.agent != null && note.path != null) {
                notes.add(note);
            }
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "a note that cannot be read: " + file);
        }
    }

    private Path file(String environmentId, String path) {
        String tail = HexFormat.of().formatHex(Sha256.of(path)).substring(0, TAIL);
        return directory.resolve(environmentId + "-" + tail + SUFFIX);
    }
}
