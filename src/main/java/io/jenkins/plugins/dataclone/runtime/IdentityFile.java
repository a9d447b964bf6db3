package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.ledger.ControllerIdentity;
import io.jenkins.plugins.dataclone.model.Sha256;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The controller's identities in the file {@code controller.json}, each with the root URL that it was made for: whichever was made for
 * the root URL of now is this controller's, every other is in question. An identity is a salted hash, so that two controllers in one
 * project never take each other's things for their own, and so that the tags in a cloud give nothing of the controller away. It stays
 * when the root URL changes and an administrator says that the controller is the same. Thread-safe.
 */
final class IdentityFile implements ControllerIdentity {
    private static final Logger LOGGER = Logger.getLogger(IdentityFile.class.getName());
    private static final String NAME = "controller.json";
    /** 64 bits are enough to tell controllers apart, and short enough for every kind of tag. */
    private static final int LENGTH = 16;

    private final Path file;
    private final String instance;
    private final Supplier<String> rootUrl;
    /** The oldest first. Replaced, never changed. */
    private volatile List<Known> known;

    /** The file. Fields may be added, with a default for files that lack them; none may be renamed or given another meaning. */
    static final class Content {
        /** Format of the file. */
        int version = 1;

        List<Known> controllers = new ArrayList<>();
    }

    /** An identity as it is on disk; not changed once it is in a list. */
    static final class Known {
        String identity;
        /** Absent if none was set. */
        String rootUrl;

        static Known of(String identity, String rootUrl) {
            Known known = new Known();
            known.identity = identity;
            known.rootUrl = rootUrl;
            return known;
        }
    }

    private IdentityFile(Path file, String instance, Supplier<String> rootUrl, List<Known> known) {
        this.file = file;
        this.instance = instance;
        this.rootUrl = rootUrl;
        this.known = List.copyOf(known);
    }

    /**
     * Reads the file. One that cannot be read is set aside: the environments of the ledger are then in question.
     *
     * @param home directory of our own in JENKINS_HOME
     * @param instance a secret of this Jenkins
     * @param rootUrl the root URL of now, asked at each look; null if none is set
     * @throws IOException if there is a file that can neither be read nor set aside
     */
    static IdentityFile open(Path home, String instance, Supplier<String> rootUrl) throws IOException {
        LedgerFiles.makeDirectory(home);
        Path file = home.resolve(NAME);
        List<Known> known = List.of();
        if (Files.exists(file)) {
            try {
                known = read(file);
            } catch (IOException | RuntimeException e) {
                Path aside = Files.move(file, home.resolve(NAME + ".unreadable-" + System.currentTimeMillis()));
                LOGGER.warning(() -> "Who this controller is cannot be read from " + file + " (" + LedgerFiles.reason(e)
                        + "); it is kept as " + aside.getFileName());
            }
        }
        IdentityFile identity = new IdentityFile(file, instance, rootUrl, known);
        identity.noteUrl();
        return identity;
    }

    private static List<Known> read(Path file) throws IOException {
        Content content = LedgerFiles.read(Files.readAllBytes(file), Content.class);
        for (Known each : content.controllers) {
            if (each.identity == null || each.identity.isBlank()) {
                throw new IllegalArgumentException("an entry has no identity");
            }
        }
        return content.controllers;
    }

    @Override
    public String current() throws CloudException {
        noteUrl();
        Optional<Known> ours = known.stream().filter(this::isOurs).findFirst();
        return ours.isPresent() ? ours.get().identity : made().identity;
    }

    private synchronized Known made() throws CloudException {
        Optional<Known> ours = known.stream().filter(this::isOurs).findFirst();
        if (ours.isPresent()) {
            return ours.get();
        }
        String url = rootUrl.get();
        Known fresh = Known.of(hash(url), url);
        List<Known> more = new ArrayList<>(known);
        more.add(fresh);
        write(more);
        return fresh;
    }

    private String hash(String url) {
        byte[] hash = Sha256.of(String.join("\n", UUID.randomUUID().toString(), instance, String.valueOf(url)));
        return HexFormat.of().formatHex(hash).substring(0, LENGTH);
    }

    @Override
    public boolean isOurs(String controller) {
        return known.stream().anyMatch(each -> each.identity.equals(controller) && isOurs(each));
    }

    /** One that was made before there was a root URL is the identity of whoever has it: nothing tells otherwise. */
    private boolean isOurs(Known each) {
        String url = rootUrl.get();
        return each.rootUrl == null || url != null && RootUrl.isSame(each.rootUrl, url);
    }

    @Override
    public Optional<Doubt> doubt() {
        return known.stream()
                .filter(each -> !isOurs(each))
                .findFirst()
                .map(each -> new Doubt(each.rootUrl, rootUrl.get()));
    }

    @Override
    public synchronized void adopt(Collection<String> identities) throws CloudException {
        String url = rootUrl.get();
        List<Known> all = new ArrayList<>();
        known.forEach(each -> all.add(Known.of(each.identity, url)));
        identities.stream()
                .filter(identity -> known.stream().noneMatch(each -> each.identity.equals(identity)))
                .forEach(identity -> all.add(Known.of(identity, url)));
        write(all);
    }

    @Override
    public synchronized void disown() throws CloudException {
        write(known.stream().filter(this::isOurs).toList());
    }

    /** As soon as there is a root URL, identities that were made without one are tied to it. Tried again at the next look. */
    private synchronized void noteUrl() {
        String url = rootUrl.get();
        if (url != null && known.stream().anyMatch(each -> each.rootUrl == null)) {
            try {
                write(known.stream()
                        .map(each -> each.rootUrl == null ? Known.of(each.identity, url) : each)
                        .toList());
            } catch (CloudException e) {
                LOGGER.log(Level.FINE, e, () -> "the root URL is noted later");
            }
        }
    }

    private void write(List<Known> all) throws CloudException {
        Content content = new Content();
        content.controllers.addAll(all);
        try {
            LedgerFiles.replace(file, NAME + "-", LedgerFiles.pretty(content));
        } catch (IOException e) {
            throw CloudException.of(
                    CloudException.Kind.UNAVAILABLE,
                    "Who this controller is could not be written down, so nothing was asked of a cloud ("
                            + e.getMessage() + "); see to the disk of JENKINS_HOME",
                    e);
        }
        known = List.copyOf(all);
    }
}
