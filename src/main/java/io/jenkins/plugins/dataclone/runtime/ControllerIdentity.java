package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Who this controller is, on everything it makes: a salted hash, so that two controllers in one project never take each other's
 * things for their own, and so that the tag gives nothing of the controller away.
 */
final class ControllerIdentity {
    private static final String FILE = "controller-salt";
    private static final int LENGTH = 16;

    private ControllerIdentity() {}

    /**
     * The identity; the same for the life of that JENKINS_HOME.
     *
     * @param home directory of our own in JENKINS_HOME; the salt is kept there
     * @param instance what tells this instance from others
     */
    static String of(Path home, String instance) throws IOException {
        Files.createDirectories(home);
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            Path fresh = Files.createTempFile(home, FILE, ".tmp");
            Files.writeString(fresh, UUID.randomUUID().toString(), StandardCharsets.UTF_8);
            Files.move(fresh, file);
        }
        String salt = Files.readString(file, StandardCharsets.UTF_8).trim();
        return HexFormat.of().formatHex(Sha256.of(salt + "\n" + instance)).substring(0, LENGTH);
    }
}
