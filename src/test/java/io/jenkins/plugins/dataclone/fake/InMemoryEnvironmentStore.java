package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.EnvironmentStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A disk that survives: a new ledger finds what was saved. Notes each save as {@code save <what changed>}. Thread-safe. */
public final class InMemoryEnvironmentStore implements EnvironmentStore {
    private final EventLog log;
    private final Map<String, Environment> saved = new LinkedHashMap<>();
    private final List<Environment> history = new ArrayList<>();
    private int failures;

    public InMemoryEnvironmentStore(EventLog log) {
        this.log = log;
    }

    /** The next so many saves fail and leave the old record untouched. */
    public synchronized void failNext(int saves) {
        failures = saves;
    }

    @Override
    public synchronized Contents load() {
        return new Contents(List.copyOf(saved.values()), List.of());
    }

    @Override
    public synchronized void save(Environment environment) throws IOException {
        if (failures > 0) {
            failures--;
            throw new IOException("No space left on device");
        }
        String changes = String.join(", ", changes(saved.get(environment.id()), environment));
        log.add("save " + changes);
        saved.put(environment.id(), environment);
        log.add("saved " + changes);
    }

    @Override
    public synchronized void archive(Environment ended) throws IOException {
        if (failures > 0) {
            failures--;
            throw new IOException("No space left on device");
        }
        log.add("archive " + ended.id());
        history.remove(ended);
        history.add(ended);
        log.add("archived " + ended.id());
        saved.remove(ended.id());
    }

    @Override
    public synchronized boolean isArchived(String id) {
        return archived(id).isPresent();
    }

    @Override
    public synchronized Optional<Environment> archived(String id) {
        return history(history.size()).stream().filter(e -> e.id().equals(id)).findFirst();
    }

    @Override
    public synchronized List<Environment> history(int latest) {
        List<Environment> reversed = new ArrayList<>(history);
        Collections.reverse(reversed);
        return reversed.stream().limit(latest).toList();
    }

    public synchronized Optional<Environment> saved(String id) {
        return Optional.ofNullable(saved.get(id));
    }

    private static List<String> changes(Environment before, Environment after) {
        List<String> changes = new ArrayList<>();
        if (before == null || before.state() != after.state()) {
            changes.add("environment " + after.state());
        }
        for (Resource resource : after.resources()) {
            Optional<Resource> old = before == null ? Optional.empty() : before.resource(resource.name());
            if (old.isEmpty() || !old.get().equals(resource)) {
                changes.add(resource.name() + " " + resource.state());
            }
        }
        return changes;
    }
}
