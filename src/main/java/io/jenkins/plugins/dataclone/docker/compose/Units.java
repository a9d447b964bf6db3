package io.jenkins.plugins.dataclone.docker.compose;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The small notations of Compose. All throw IllegalArgumentException with the end of a sentence "x is 'y', ...". */
final class Units {
    private static final Pattern DURATION_PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h)");
    private static final Pattern BYTES = Pattern.compile("(\\d+(?:\\.\\d+)?) ?([kmgtp]?)(?:i?b)?");

    /** Source: distribution/reference, "Grammar". */
    private static final Pattern IMAGE = Pattern.compile("(?:(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(?::\\d+)?/)?"
            + "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*"
            + "(?::\\w[\\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9+._-]*:[0-9A-Fa-f]{32,})?");

    private Units() {}

    /** The name of an image; a tag that came out empty is found here and not by the first node that pulls. */
    static String image(String text) {
        if (IMAGE.matcher(text).matches()) {
            return text;
        }
        throw new IllegalArgumentException(
                "not the name of an image such as postgres:16 or registry.example.org:5000/app:1.2");
    }

    /** {@code 1h2m3.5s}; Compose Specification, "Specifying durations". */
    static Duration duration(String text) {
        Matcher part = DURATION_PART.matcher(text);
        BigDecimal nanos = BigDecimal.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit(part.group(2)))));
            end = part.end();
        }
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (end != text.length() || nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("not a duration such as 30s, 500ms or 1m30s");
        }
        return Duration.ofNanos(nanos.longValue());
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "µs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }

    /** {@code 64m}, {@code 1.5gb}, in powers of 1024; Compose Specification, "Specifying byte values". */
    static long bytes(String text) {
        Matcher matcher = BYTES.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size such as 64m or 1.5g");
        }
        int power = " kmgtp".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
        BigDecimal bytes = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(1024).pow(power));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("too large");
        }
        return bytes.longValue();
    }

    /** Processors, {@code 0.5}, as billionths. */
    static long nanoCpus(String text) {
        try {
            BigDecimal nanos = new BigDecimal(text.trim()).movePointRight(9);
            if (nanos.signum() >= 0 && nanos.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE * 1000L)) < 0) {
                return nanos.longValue();
            }
        } catch (NumberFormatException notANumber) {
            // the same answer as for a number out of range
        }
        throw new IllegalArgumentException("not a number of processors such as 0.5");
    }

    /** A file mode: octal {@code 0440} or {@code 0o440}; YAML 1.2 would read the first as decimal, nobody means that. */
    static int mode(String text) {
        String digits = text.startsWith("0o") ? text.substring(2) : text;
        if (digits.matches("[0-7]{1,5}")) {
            int mode = Integer.parseInt(digits, 8);
            if (mode <= 07777) {
                return mode;
            }
        }
        throw new IllegalArgumentException("not an octal file mode such as 0440");
    }

    static int port(String text) {
        if (text.matches("\\d{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw new IllegalArgumentException("not a port from 1 to 65535");
    }

    /** Splits as a POSIX shell does, without any expansion. */
    static List<String> shellWords(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = '\0';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean last = i + 1 == text.length();
            if (c == '\\' && quote != '\'' && !last) {
                char next = text.charAt(++i);
                if (quote == '"' && "\"\\$`\n".indexOf(next) < 0) {
                    word.append(c);
                }
                if (next != '\n') {
                    word.append(next);
                }
                inWord = true;
            } else if (quote != '\0') {
                if (c == quote) {
                    quote = '\0';
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                    inWord = false;
                }
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != '\0') {
            throw new IllegalArgumentException("with a " + quote + " that is not closed");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
