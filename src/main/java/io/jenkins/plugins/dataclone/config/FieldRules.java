package io.jenkins.plugins.dataclone.config;

import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.Durations;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * What may stand in a single field: one rule for the form, for Configuration as Code and for what was on disk. A rule gives
 * the sentence for the administrator, or nothing if the value is good.
 */
final class FieldRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern NAME_PREFIX = Pattern.compile("[a-z][a-z0-9-]{0,19}");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|\\[[0-9a-fA-F:.]+\\]");
    private static final Pattern HOST_PATTERN = Pattern.compile("[A-Za-z0-9.*:\\[\\]-]{1,253}");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private FieldRules() {}

    static Optional<String> name(String value) {
        return rule(NAME.matcher(text(value)).matches(), Messages.FieldRules_Name(text(value)));
    }

    static Optional<String> namePrefix(String value) {
        return rule(NAME_PREFIX.matcher(text(value)).matches(), Messages.FieldRules_NamePrefix(text(value)));
    }

    static Optional<String> required(String value) {
        return rule(!text(value).isEmpty(), Messages.FieldRules_Required());
    }

    /** The id of an object of OpenStack, or nothing. */
    static Optional<String> uuidOrNothing(String value) {
        return rule(
                text(value).isEmpty() || UUID.matcher(text(value)).matches(), Messages.FieldRules_Uuid(text(value)));
    }

    static Optional<String> oneOf(String value, List<String> allowed) {
        return rule(allowed.contains(text(value)), Messages.FieldRules_OneOf(text(value), String.join(", ", allowed)));
    }

    static Optional<String> atLeast(int value, int least) {
        return rule(value >= least, Messages.FieldRules_AtLeast(value, least));
    }

    static Optional<String> within(int value, int least, int most) {
        // as texts, or a port would be written 65,535
        return rule(
                value >= least && value <= most,
                Messages.FieldRules_Within(Integer.toString(value), Integer.toString(least), Integer.toString(most)));
    }

    /** The name or address of a host, or nothing. */
    static Optional<String> host(String value) {
        return rule(
                text(value).isEmpty() || HOST.matcher(text(value)).matches(), Messages.FieldRules_Host(text(value)));
    }

    /** The name of a host of which {@code *} may be a part. */
    static Optional<String> hostPattern(String value) {
        return rule(HOST_PATTERN.matcher(text(value)).matches(), Messages.FieldRules_HostPattern(text(value)));
    }

    /** A length of time, or nothing. */
    static Optional<String> duration(String value) {
        if (text(value).isEmpty()) {
            return Optional.empty();
        }
        try {
            Durations.parse(value);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** A length of time between two others, or nothing. */
    static Optional<String> durationWithin(String value, Duration least, Duration most) {
        Optional<String> malformed = duration(value);
        if (malformed.isPresent() || text(value).isEmpty()) {
            return malformed;
        }
        Duration given = Durations.parse(value);
        return rule(
                given.compareTo(least) >= 0 && given.compareTo(most) <= 0,
                Messages.FieldRules_Within(text(value), Durations.format(least), Durations.format(most)));
    }

    /** Keystone's address; a user or a query in it would end up in logs. */
    static Optional<String> authUrl(String value) {
        return rule(isPlainWeb(text(value)), Messages.FieldRules_AuthUrl());
    }

    /** An address for a browser, or nothing. */
    static Optional<String> webAddress(String value) {
        return rule(text(value).isEmpty() || isPlainWeb(text(value)), Messages.FieldRules_WebAddress());
    }

    private static boolean isPlainWeb(String address) {
        try {
            URI uri = new URI(address);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Certificates in PEM form, or nothing. */
    static Optional<String> certificates(String value) {
        if (text(value).isEmpty()) {
            return Optional.empty();
        }
        if (value.contains("PRIVATE KEY")) {
            return Optional.of(Messages.FieldRules_PrivateKey());
        }
        try {
            byte[] pem = value.getBytes(StandardCharsets.US_ASCII);
            boolean some = !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem))
                    .isEmpty();
            return rule(some && value.contains("-----BEGIN CERTIFICATE-----"), Messages.FieldRules_Certificate());
        } catch (CertificateException e) {
            return Optional.of(Messages.FieldRules_Certificate());
        }
    }

    /** The first thing wrong with one of the entries. */
    static Optional<String> each(List<String> entries, Function<String, Optional<String>> rule) {
        return entries.stream().map(rule).flatMap(Optional::stream).findFirst();
    }

    /** The answer of a check of a number in a form. */
    static FormValidation number(String value, IntFunction<Optional<String>> rule) {
        try {
            return answer(rule.apply(Integer.parseInt(text(value))));
        } catch (NumberFormatException e) {
            return FormValidation.error(Messages.FieldRules_NotANumber(text(value)));
        }
    }

    /** The answer of a form check; the text is escaped by {@link FormValidation}. */
    static FormValidation answer(Optional<String> problem) {
        return problem.isPresent() ? FormValidation.error(problem.get()) : FormValidation.ok();
    }

    private static Optional<String> rule(boolean kept, String sentence) {
        return kept ? Optional.empty() : Optional.of(sentence);
    }

    private static String text(String value) {
        return value == null ? "" : value.trim();
    }
}
