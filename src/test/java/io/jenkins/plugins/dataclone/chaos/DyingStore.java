package io.jenkins.plugins.dataclone.chaos;

import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.EnvironmentStore;
import io.jenkins.plugins.dataclone.runtime.FileEnvironmentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The ledger's files, with a place to die before, in the middle of, and after each write. */
final class DyingStore implements EnvironmentStore {
    private final Path directory;
    private final FileEnvironmentStore files;
    private final EventLog log;
    private final BooleanSupplier full;
    private final Consumer<Environment> reader;

    /**
     * @param full whether there is no room on the disk
     * @param reader gets to read what has been written
     */
    DyingStore(Path directory, EventLog log, BooleanSupplier full, Consumer<Environment> reader) {
        this.directory = directory;
        this.files = new FileEnvironmentStore(directory);
        this.log = log;
        this.full = full;
        this.reader = reader;
    }

    @Override
    public Contents load() throws IOException {
        return files.load();
    }

    /** In the middle: the new record lies complete in its temporary file, and the old one is still in its place. */
    @Override
    public void save(Environment environment) throws IOException {
        log.add("ledger: write " + environment.id());
        if (full.getAsBoolean()) {
            throw new IOException("No space left on device");
        }
        try {
            log.add("ledger: rename " + environment.id());
        } catch (EventLog.Crash death) {
            Files.writeString(
                    directory.resolve(environment.id() + "-4711.tmp"), "the new record of " + environment.id());
            throw death;
        }
        files.save(environment);
        reader.accept(environment);
        log.add("ledger: written " + environment.id());
    }

    @Override
    public void archive(Environment ended) throws IOException {
        log.add("ledger: archive " + ended.id());
        if (full.getAsBoolean()) {
            throw new IOException("No space left on device");
        }
        files.archive(ended);
        log.add("ledger: archived " + ended.id());
    }

    @Override
    public boolean isArchived(String id) {
        return files.isArchived(id);
    }

    @Override
    public Optional<Environment> archived(String id) throws IOException {
        return files.archived(id);
    }

    @Override
    public List<Environment> history(int latest) throws IOException {
        return files.history(latest);
    }
}
