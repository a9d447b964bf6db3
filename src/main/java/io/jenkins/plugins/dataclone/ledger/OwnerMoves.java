package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The builds that own environments, when they go by another name: their job, or a folder above it, was renamed or moved. The new
 * name counts at once; it is written down as soon as the disk lets it be. Thread-safe.
 */
public final class OwnerMoves {
    private final Records records;
    /** Environments whose owner has moved, and whose record does not say so yet. */
    private final Map<String, Owner> unwritten = new ConcurrentHashMap<>();

    OwnerMoves(Records records) {
        this.records = records;
    }

    /** Who owns that environment now, whether its record says so already or not. */
    public Owner ownerOf(Environment environment) {
        Owner moved = unwritten.get(environment.id());
        // what the caller has may be older than a move that has been written since
        return moved != null
                ? moved
                : records.find(environment.id()).orElse(environment).owner();
    }

    boolean isOf(Environment environment, Owner owner) {
        return ownerOf(environment).isSameBuild(owner);
    }

    /**
     * Some builds have moved.
     *
     * @param where gives the owner under its new name, or the same owner if it has not moved
     * @return for each environment that could not be written now, why; it is tried again with {@link #write}
     */
    public synchronized List<CloudException> move(UnaryOperator<Owner> where) {
        for (Environment environment : records.all()) {
            Owner before = ownerOf(environment);
            Owner after = where.apply(before);
            if (!after.equals(before)) {
                unwritten.put(environment.id(), after);
            }
        }
        return write();
    }

    /** Writes down what could not be written so far. */
    public synchronized List<CloudException> write() {
        List<CloudException> problems = new ArrayList<>();
        for (Map.Entry<String, Owner> moved : List.copyOf(unwritten.entrySet())) {
            try {
                Owner owner = moved.getValue();
                records.change(moved.getKey(), old -> old == null ? null : old.ownedBy(owner));
                unwritten.remove(moved.getKey());
            } catch (CloudException e) {
                problems.add(e);
            }
        }
        return problems;
    }
}
