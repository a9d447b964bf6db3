package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.Durations;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.SanitizingRecord;
import io.jenkins.plugins.dataclone.model.SnapshotChoice;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Chooses among the snapshots that production has. Those that belong to another controller are left alone, because it may
 * remove them at any moment; so are ours that the ledger does not know or that are on their way out.
 */
final class SnapshotChooser {
    /**
     * A snapshot of production.
     *
     * @param status what the service says of it
     * @param createdAt the moment its data is from, or null if the service does not tell
     * @param tag who made it, if it was one of us
     * @param sanitized the run that made its data harmless, if one is recorded
     */
    record Candidate(
            String id,
            String name,
            RemoteStatus status,
            int sizeGiB,
            Instant createdAt,
            Optional<OwnershipTag> tag,
            Optional<SanitizingRecord> sanitized) {}

    private final CloneRequest request;
    private final Ledger ledger;
    private final Instant now;

    SnapshotChooser(CloneRequest request, Ledger ledger, Instant now) {
        this.request = request;
        this.ledger = ledger;
        this.now = now;
    }

    /**
     * The snapshot that the request asks for.
     *
     * @param all all that production has
     * @return empty if a new one is to be taken
     * @throws CloudException CONFIGURATION if there is no such snapshot, or it must not be used; the message says why
     */
    Optional<Candidate> choose(List<Candidate> all) throws CloudException {
        SnapshotChoice choice = request.snapshots().choice();
        return switch (choice.use()) {
            case NEW -> newOne();
            case LATEST -> {
                Optional<Candidate> newest = newest(all, Instant.MAX)
                        .filter(each ->
                                choice.age() == null || !each.createdAt().isBefore(now.minus(choice.age())));
                yield newest.isPresent() ? newest : newOne();
            }
            case BEFORE -> {
                Instant limit = choice.limit(now);
                yield Optional.of(newest(all, limit).orElseThrow(() -> none("from before " + limit)));
            }
            case NAME -> Optional.of(one(all, Candidate::name, "name", choice.value()));
            case ID -> Optional.of(one(all, Candidate::id, "id", choice.value()));
        };
    }

    /** Leaves it to a new snapshot, unless that would show production as it is. */
    private Optional<Candidate> newOne() throws CloudException {
        if (!request.snapshots().sanitizedOnly()) {
            return Optional.empty();
        }
        SnapshotChoice choice = request.snapshots().choice();
        throw refused("only sanitized snapshots may be used, and it has none "
                + (choice.use() == SnapshotChoice.Use.LATEST && choice.age() != null ? young(choice) : "that is ready")
                + "; run what sanitizes it, which writes '" + SanitizingRecord.KEY
                + "=<run>' on the snapshot when it went well");
    }

    private Optional<Candidate> newest(List<Candidate> all, Instant before) {
        return all.stream()
                .filter(each -> each.status() == RemoteStatus.READY && each.createdAt() != null)
                .filter(each -> each.createdAt().isBefore(before))
                .filter(each -> obstacle(each).isEmpty())
                .max(Comparator.comparing(Candidate::createdAt).thenComparing(Candidate::id));
    }

    private Candidate one(List<Candidate> all, Function<Candidate, String> field, String what, String value)
            throws CloudException {
        List<Candidate> found =
                all.stream().filter(each -> field.apply(each).equals(value)).toList();
        if (found.isEmpty()) {
            throw none("of the " + what + " '" + value + "'");
        }
        if (found.size() > 1) {
            throw refused(
                    "it has " + found.size() + " snapshots of the " + what + " '" + value + "'; give the id instead");
        }
        Candidate only = found.get(0);
        if (only.status() != RemoteStatus.READY) {
            throw refused("its snapshot '" + value + "' is not ready to be used");
        }
        Optional<String> obstacle = obstacle(only);
        if (obstacle.isPresent()) {
            throw refused("its snapshot '" + value + "' must not be used: " + obstacle.get());
        }
        return only;
    }

    /** Why a snapshot must not be used; empty if it may be. */
    private Optional<String> obstacle(Candidate candidate) {
        SnapshotPolicy policy = request.snapshots();
        boolean named = policy.names().isEmpty()
                || policy.names().stream().anyMatch(pattern -> matches(pattern, candidate.name()));
        if (!named) {
            return Optional.of("jobs may choose " + String.join(", ", policy.names()) + " only");
        }
        if (policy.sanitizedOnly() && candidate.sanitized().isEmpty()) {
            return Optional.of("no successful run of its sanitizing is recorded on it");
        }
        if (candidate.tag().isEmpty()) {
            return Optional.empty();
        }
        if (!ledger.standing().identity().isOurs(candidate.tag().get().controller())) {
            return Optional.of("another Jenkins made it and may remove it at any moment");
        }
        return ledger.snapshots().isKnown(request.cloud(), candidate.id())
                ? Optional.empty()
                : Optional.of("it is about to be removed");
    }

    /** {@code *} stands for any text. */
    static boolean matches(String pattern, String name) {
        String[] parts = pattern.split("\\*", -1);
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            expression.append(i == 0 ? "" : ".*").append(Pattern.quote(parts[i]));
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL)
                .matcher(name)
                .matches();
    }

    /** Why a new one is taken although an existing one would have done, for the log; empty if that was asked for. */
    String whyNew() {
        SnapshotChoice choice = request.snapshots().choice();
        if (choice.use() != SnapshotChoice.Use.LATEST) {
            return "";
        }
        return ", as there is none " + (choice.age() == null ? "yet" : young(choice));
    }

    private static String young(SnapshotChoice choice) {
        return "of the last " + Durations.format(choice.age());
    }

    private CloudException none(String which) {
        return refused("it has no snapshot " + which + " that could be used");
    }

    private CloudException refused(String why) {
        return CloudException.of(
                CloudException.Kind.CONFIGURATION,
                "Data source '" + request.source() + "' on cloud '" + request.cloud() + "' cannot be cloned: " + why);
    }
}
