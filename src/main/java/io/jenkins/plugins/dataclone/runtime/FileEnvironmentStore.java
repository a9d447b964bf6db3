package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.port.EnvironmentStore;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * Environments as files {@code <id>.json} in one directory. A record is replaced as a whole: written to a temporary file,
 * forced to the disk, renamed over the old one, and the rename forced to the disk as well. A file that cannot be read stays
 * where it is and as it is; nothing is written over it. What has ended moves to the {@link HistoryFiles} in the directory
 * {@code history} beside it. Thread-safe as long as one environment has one writer at a time.
 */
public final class FileEnvironmentStore implements EnvironmentStore {
    /** How many environments that have ended are remembered unless something else is said. */
    public static final int HISTORY = 5_000;

    private static final Logger LOGGER = Logger.getLogger(FileEnvironmentStore.class.getName());
    private static final Pattern ID = Pattern.compile("[a-z2-7]{12}");
    private static final Pattern TEMPORARY = Pattern.compile("[a-z2-7]{12}-[0-9]+\\.tmp");
    private static final String SUFFIX = ".json";

    private final Path directory;
    private final HistoryFiles history;
    /** Ids whose file could not be read, with the reason. */
    private final Map<String, String> unreadable = new ConcurrentHashMap<>();

    /** @param directory made at the first {@link #load} if it does not exist */
    public FileEnvironmentStore(Path directory) {
        this(directory, HISTORY);
    }

    /**
     * The same with a history of another length.
     *
     * @param keepHistory how many environments that have ended are remembered at least
     */
    public FileEnvironmentStore(Path directory, int keepHistory) {
        this.directory = directory;
        this.history = new HistoryFiles(directory.resolveSibling("history"), keepHistory);
    }

    /** Where the record of that environment is, for messages; it need not exist. */
    public Path file(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id + "' is not the id of an environment");
        }
        return directory.resolve(id + SUFFIX);
    }

    @Override
    public Contents load() throws IOException {
        LedgerFiles.makeDirectory(directory);
        history.open();
        List<Environment> environments = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        unreadable.clear();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (TEMPORARY.matcher(name).matches()) {
                    // a write that did not come to its end; the record before it counts
                    Files.deleteIfExists(file);
                } else if (name.endsWith(SUFFIX)) {
                    read(file, environments, problems);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw unreadable(e.getCause(), e);
        } catch (IOException e) {
            throw unreadable(e, e);
        }
        environments.removeIf(this::isLeftBehind);
        return new Contents(environments, problems);
    }

    @Override
    public synchronized Contents reread() {
        List<Environment> environments = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String id : List.copyOf(unreadable.keySet())) {
            Path file = directory.resolve(id + SUFFIX);
            unreadable.remove(id);
            if (Files.exists(file)) {
                read(file, environments, problems);
            }
        }
        return new Contents(environments, problems);
    }

    @Override
    public synchronized void setAside() throws IOException {
        for (String id : List.copyOf(unreadable.keySet())) {
            Path file = directory.resolve(id + SUFFIX);
            Path aside = directory.resolve(id + SUFFIX + ".unreadable-" + System.currentTimeMillis());
            try {
                if (Files.exists(file)) {
                    Files.move(file, aside);
                }
            } catch (IOException e) {
                throw new IOException("moving " + file + " failed: " + LedgerFiles.reason(e), e);
            }
            unreadable.remove(id);
        }
    }

    private IOException unreadable(Throwable reason, Exception cause) {
        return new IOException(
                "The directory of the ledger " + directory + " cannot be read: " + LedgerFiles.reason(reason), cause);
    }

    private void read(Path file, List<Environment> environments, List<String> problems) {
        String name = file.getFileName().toString();
        String id = name.substring(0, name.length() - SUFFIX.length());
        try {
            Environment environment = LedgerFiles.read(Files.readAllBytes(file)).environment();
            if (!environment.id().equals(id)) {
                throw new IllegalArgumentException("it is the record of environment " + environment.id());
            }
            environments.add(environment);
        } catch (IOException | RuntimeException e) {
            unreadable.put(id, LedgerFiles.reason(e));
            problems.add(name + ": " + LedgerFiles.reason(e));
        }
    }

    /** A crash came after the history was written and before the record was removed. */
    private boolean isLeftBehind(Environment environment) {
        if (environment.state() != EnvironmentState.ENDED || !history.has(environment.id())) {
            return false;
        }
        boolean same = isInHistory(environment);
        try {
            if (same) {
                Files.deleteIfExists(file(environment.id()));
            }
            return same;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "environment " + environment.id() + " is archived once more");
            return false;
        }
    }

    /** Just so; a line of it that cannot be read is none. */
    private boolean isInHistory(Environment environment) {
        try {
            return history.find(environment.id()).filter(environment::equals).isPresent();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "environment " + environment.id() + " is archived once more");
            return false;
        }
    }

    @Override
    public void save(Environment environment) throws IOException {
        Path file = file(environment.id());
        String earlier = unreadable.get(environment.id());
        if (earlier != null) {
            throw new IOException("the record " + file + " exists already and could not be read (" + earlier
                    + "); it is kept as it is: see the question about it in Manage Jenkins");
        }
        LedgerFiles.replace(file, environment.id() + "-", LedgerFiles.pretty(EnvironmentFile.of(environment)));
    }

    @Override
    public void archive(Environment ended) throws IOException {
        Path file = file(ended.id());
        if (!isInHistory(ended)) {
            history.add(ended);
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new IOException("removing " + file + " failed: " + LedgerFiles.reason(e), e);
        }
    }

    @Override
    public boolean isArchived(String id) {
        return history.has(id);
    }

    @Override
    public Optional<Environment> archived(String id) throws IOException {
        return history.find(id);
    }

    @Override
    public List<Environment> history(int latest) throws IOException {
        return history.latest(latest);
    }
}
