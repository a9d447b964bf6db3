package io.jenkins.plugins.dataclone.sweeper;

import io.jenkins.plugins.dataclone.ledger.ControllerIdentity;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The controllers in whose place the sweeper acts. It makes nothing of its own. */
final class ChosenControllers implements ControllerIdentity {
    private final List<String> chosen;

    /** @param chosen their identities; empty for all */
    ChosenControllers(List<String> chosen) {
        this.chosen = chosen;
    }

    @Override
    public boolean isOurs(String controller) {
        return chosen.isEmpty() || chosen.contains(controller);
    }

    @Override
    public String current() {
        throw new UnsupportedOperationException("the sweeper opens no environment");
    }

    @Override
    public Optional<Doubt> doubt() {
        return Optional.empty();
    }

    @Override
    public void adopt(Collection<String> identities) {
        throw new UnsupportedOperationException("nothing is in question");
    }

    @Override
    public void disown() {
        throw new UnsupportedOperationException("nothing is in question");
    }
}
