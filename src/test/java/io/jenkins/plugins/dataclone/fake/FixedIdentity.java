package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.ledger.ControllerIdentity;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A controller whose identity is given, and stays out of question until a test puts it into it. */
public final class FixedIdentity implements ControllerIdentity {
    private final String original;
    private final Set<String> ours = ConcurrentHashMap.newKeySet();
    private volatile boolean questioned;

    private FixedIdentity(String original) {
        this.original = original;
        ours.add(original);
    }

    public static FixedIdentity of(String identity) {
        return new FixedIdentity(identity);
    }

    /** From now on it may be a copy. */
    public void question() {
        questioned = true;
    }

    /** From now on it knows none of its identities any more. */
    public void forget() {
        ours.clear();
    }

    @Override
    public String current() {
        return questioned || !ours.contains(original) ? "provisional" : original;
    }

    @Override
    public boolean isOurs(String controller) {
        return questioned ? controller.equals("provisional") : ours.contains(controller);
    }

    @Override
    public Optional<Doubt> doubt() {
        return questioned
                ? Optional.of(new Doubt("https://ci.example.org/", "https://copy.example.org/"))
                : Optional.empty();
    }

    @Override
    public void adopt(Collection<String> identities) {
        ours.addAll(identities);
        ours.add("provisional");
        questioned = false;
    }

    @Override
    public void disown() {
        ours.clear();
        ours.add("provisional");
        questioned = false;
    }
}
