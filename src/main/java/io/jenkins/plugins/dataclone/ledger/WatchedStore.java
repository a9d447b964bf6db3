package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.EnvironmentStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A store that tells of each change after it is safe. Thread-safe like the store behind it. */
public final class WatchedStore implements EnvironmentStore {
    private static final Logger LOGGER = Logger.getLogger(WatchedStore.class.getName());

    private final EnvironmentStore store;
    private final List<LedgerWatcher> watchers;
    private final Map<String, Environment> last = new ConcurrentHashMap<>();

    public WatchedStore(EnvironmentStore store, List<LedgerWatcher> watchers) {
        this.store = store;
        this.watchers = List.copyOf(watchers);
    }

    @Override
    public Contents load() throws IOException {
        Contents contents = store.load();
        last.clear();
        contents.environments().forEach(environment -> last.put(environment.id(), environment));
        return contents;
    }

    @Override
    public Contents reread() throws IOException {
        Contents contents = store.reread();
        contents.environments().forEach(environment -> last.put(environment.id(), environment));
        return contents;
    }

    @Override
    public void setAside() throws IOException {
        store.setAside();
    }

    @Override
    public void archive(Environment ended) throws IOException {
        store.archive(ended);
        last.remove(ended.id());
    }

    @Override
    public boolean isArchived(String id) {
        return store.isArchived(id);
    }

    @Override
    public Optional<Environment> archived(String id) throws IOException {
        return store.archived(id);
    }

    @Override
    public List<Environment> history(int latest) throws IOException {
        return store.history(latest);
    }

    @Override
    public void save(Environment environment) throws IOException {
        store.save(environment);
        Environment before = last.put(environment.id(), environment);
        for (LedgerWatcher watcher : watchers) {
            try {
                watcher.changed(before, environment);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, e, () -> "A change of environment " + environment.id() + " was not heard of");
            }
        }
    }
}
