package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.ledger.ControllerIdentity;
import java.io.IOException;
import java.nio.file.Path;

/** The identities of controllers without Jenkins, kept on disk as a Jenkins keeps its own. */
public final class Identities {
    private Identities() {}

    /** @param home made if it does not exist; the same one gives the same identity */
    public static ControllerIdentity of(Path home) throws IOException {
        return IdentityFile.open(home, "a controller without Jenkins", () -> "https://ci.example.org/");
    }
}
