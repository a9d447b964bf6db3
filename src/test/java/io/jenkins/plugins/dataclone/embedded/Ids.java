package io.jenkins.plugins.dataclone.embedded;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/** Identifiers in the shapes the OpenStack services give them. */
final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

    private Ids() {}

    static String uuid() {
        return UUID.randomUUID().toString();
    }

    /** 32 hexadecimal digits: users, projects, roles, services. */
    static String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    static String request() {
        return "req-" + UUID.randomUUID();
    }

    static String token() {
        return "gAAAAAB" + base64(96);
    }

    static String audit() {
        return base64(16);
    }

    /** The twelve letters Heat adds to the names of nested stacks and resources. */
    static String suffix() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static String base64(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
