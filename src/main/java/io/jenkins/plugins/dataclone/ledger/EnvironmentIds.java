package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.Sha256;

/**
 * Ids of environments. An id follows from its owner and name, so that a step which is resumed, or a second step of the same
 * build, comes to the same environment without having remembered anything.
 */
public final class EnvironmentIds {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final String ALPHABET = LETTERS + "234567";
    /** 12 characters of 5 bits: a collision among a million environments has a chance of 1 in two million. */
    private static final int LENGTH = 12;

    private EnvironmentIds() {}

    /**
     * The id of an environment.
     *
     * @param controller identity of the controller
     * @param owner the build
     * @param name the environment's name within the build
     * @return 12 characters of {@code a-z2-7}, the first a letter: fit for host names, Docker names and Heat names
     */
    public static String of(String controller, Owner owner, String name) {
        byte[] hash = Sha256.of(String.join(
                "\n", controller, owner.run(), Long.toString(owner.startedAt().toEpochMilli()), name));
        StringBuilder id = new StringBuilder(LENGTH);
        id.append(LETTERS.charAt(Math.floorMod(hash[0], LETTERS.length())));
        for (int i = 1; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(hash[i] & 31));
        }
        return id.toString();
    }
}
