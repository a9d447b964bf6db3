package io.jenkins.plugins.dataclone.openstack;

import java.util.Objects;

/** A password or an application credential's secret. It shows itself nowhere by accident. */
public final class SecretText {
    private static final String HIDDEN = "****";

    private final String plain;

    private SecretText(String plain) {
        this.plain = plain;
    }

    public static SecretText of(String plain) {
        return new SecretText(Objects.requireNonNull(plain, "secret"));
    }

    /** The secret itself, for the login request only. */
    String reveal() {
        return plain;
    }

    boolean isEmpty() {
        return plain.isEmpty();
    }

    /** The text without this secret: services sometimes repeat the request in their error. */
    String hideIn(String text) {
        return plain.isEmpty() ? text : text.replace(plain, HIDDEN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretText secret && plain.equals(secret.plain);
    }

    @Override
    public int hashCode() {
        return plain.hashCode();
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
