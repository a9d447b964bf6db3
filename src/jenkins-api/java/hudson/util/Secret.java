package hudson.util;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Keeps the text, and writes it as Base64: there is no key without a controller. */
public final class Secret implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String plain;

    private Secret(String plain) {
        this.plain = plain;
    }

    public static Secret fromString(String text) {
        Secret decrypted = decrypt(text == null ? "" : text);
        return decrypted != null ? decrypted : new Secret(text == null ? "" : text);
    }

    @Override
    @Deprecated
    public String toString() {
        return plain;
    }

    public static String toString(Secret secret) {
        return secret == null ? null : secret.plain;
    }

    public String getPlainText() {
        return plain;
    }

    public String getEncryptedValue() {
        return "{" + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)) + "}";
    }

    public static Secret decrypt(String text) {
        if (text == null || !text.matches("\\{[A-Za-z0-9+/]+={0,2}\\}")) {
            return null;
        }
        return new Secret(
                new String(Base64.getDecoder().decode(text.substring(1, text.length() - 1)), StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object value) {
        return value instanceof Secret && ((Secret) value).plain.equals(plain);
    }

    @Override
    public int hashCode() {
        return plain.hashCode();
    }
}
