package io.jenkins.plugins.dataclone.sweeper;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.EnvironmentStore;
import java.util.List;
import java.util.Optional;

/** The sweeper's ledger lives as long as its process: the tags in the clouds are all that it goes by. */
final class NoStore implements EnvironmentStore {
    @Override
    public Contents load() {
        return new Contents(List.of(), List.of());
    }

    @Override
    public void save(Environment environment) {
        // kept in memory by the ledger itself
    }

    @Override
    public void archive(Environment ended) {
        // nobody asks what was
    }

    @Override
    public boolean isArchived(String id) {
        return false;
    }

    @Override
    public Optional<Environment> archived(String id) {
        return Optional.empty();
    }

    @Override
    public List<Environment> history(int latest) {
        return List.of();
    }
}
