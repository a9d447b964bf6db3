package io.jenkins.plugins.dataclone.docker.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One place of the file: its value, its path in the file ({@code services.web.ports[0]}) and its line. What is read as
 * the wrong type is noted as a problem, and a harmless value is given, so that reading goes on and finds the rest.
 */
final class Element {
    private final Problems problems;
    private final String path;
    private final int line;
    private final Object value;
    private final Object written;
    private final boolean known;

    /** @param value a map of elements, a list of elements, or null */
    Element(Problems problems, String path, int line, Object value) {
        this(problems, path, line, value, value, false);
    }

    private Element(Problems problems, String path, int line, Object value, Object written, boolean known) {
        this.problems = problems;
        this.path = path;
        this.line = line;
        this.value = value;
        this.written = written;
        this.known = known;
    }

    /** @param written the text as the file has it, without the values of its variables, which may be secret */
    static Element text(Problems problems, String path, int line, String value, String written) {
        return new Element(problems, path, line, value, written, false);
    }

    /** An element whose problem is already noted: it reads as empty and is not complained about again. */
    static Element broken(Problems problems, String path, int line) {
        return new Element(problems, path, line, "", "", true);
    }

    int line() {
        return line;
    }

    String path() {
        return path;
    }

    boolean isMap() {
        return value instanceof Map;
    }

    boolean isList() {
        return value instanceof List;
    }

    boolean isNull() {
        return value == null;
    }

    void refuse(String what) {
        if (!known) {
            problems.add(line, path + " " + what);
        }
    }

    /** A value that Units understands; what it does not is a problem with this element's place. */
    <T> T as(Function<String, T> parser, T otherwise) {
        String text = text();
        if (text.isEmpty()) {
            if (value instanceof String) {
                refuse("is empty");
            }
            return otherwise;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException wrong) {
            refuse("is '" + written + "', " + wrong.getMessage());
            return otherwise;
        }
    }

    String text() {
        if (value instanceof String text) {
            return text;
        }
        refuse(value == null ? "has no value" : "must be a single value");
        return "";
    }

    boolean flag() {
        return as(
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("not true or false");
                },
                false);
    }

    int whole(int least, int most) {
        return as(
                text -> {
                    try {
                        int number = Integer.parseInt(text.trim());
                        if (number >= least && number <= most) {
                            return number;
                        }
                    } catch (NumberFormatException notANumber) {
                        // the same answer as for a number out of range
                    }
                    throw new IllegalArgumentException("not a whole number"
                            + (most == Integer.MAX_VALUE ? " from " + least : " from " + least + " to " + most));
                },
                least);
    }

    Duration duration() {
        return as(Units::duration, Duration.ZERO);
    }

    /** One of a few words. */
    String oneOf(String... words) {
        return as(
                text -> {
                    if (List.of(words).contains(text)) {
                        return text;
                    }
                    throw new IllegalArgumentException("not one of " + String.join(", ", words));
                },
                words[0]);
    }

    @SuppressWarnings("unchecked") // the constructor's contract
    List<Element> items() {
        if (value instanceof List) {
            return (List<Element>) value;
        }
        if (value != null) {
            refuse("must be a list");
        }
        return List.of();
    }

    /** The entries in the file's order; of an element without value none. */
    @SuppressWarnings("unchecked") // the constructor's contract
    Map<String, Element> entries() {
        if (value instanceof Map) {
            return (Map<String, Element>) value;
        }
        if (value != null) {
            refuse("must be a mapping");
        }
        return Map.of();
    }

    /** The entries, after every key that is neither known nor begins with {@code x-} was refused. */
    Map<String, Element> entries(Set<String> known, Map<String, String> hints) {
        Map<String, Element> result = new LinkedHashMap<>();
        entries().forEach((key, element) -> {
            if (known.contains(key)) {
                result.put(key, element);
            } else if (!key.startsWith("x-")) {
                String hint = hints.get(key);
                element.refuse("is not supported" + (hint == null ? "" : ": " + hint));
            }
        });
        return Collections.unmodifiableMap(result);
    }

    Map<String, Element> entries(String... known) {
        return entries(Set.of(known), Hints.ELSEWHERE);
    }

    /** A list of texts; a single text counts as a list of one. */
    List<String> texts() {
        if (value instanceof String text) {
            return List.of(text);
        }
        List<String> texts = new ArrayList<>();
        for (Element item : items()) {
            texts.add(item.text());
        }
        return Collections.unmodifiableList(texts);
    }

    /** A command: a list as it is, a text split as a shell would. Null value (an image's own command) gives empty. */
    Optional<List<String>> command() {
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(isList() ? texts() : as(Units::shellWords, List.of()));
    }

    /**
     * A mapping of texts, written as a mapping or as a list of {@code key=value}. A key without value is given with an
     * empty Optional.
     */
    Map<String, Optional<String>> pairs() {
        Map<String, Optional<String>> pairs = new LinkedHashMap<>();
        if (isList()) {
            for (Element item : items()) {
                String text = item.text();
                int equals = text.indexOf('=');
                String key = equals < 0 ? text : text.substring(0, equals);
                if (key.isEmpty()) {
                    item.refuse("has no name");
                } else {
                    pairs.put(key, equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1)));
                }
            }
        } else {
            entries()
                    .forEach((key, element) ->
                            pairs.put(key, element.isNull() ? Optional.empty() : Optional.of(element.text())));
        }
        return pairs;
    }

    /** As {@link #pairs()}, a key without value having an empty one: labels, driver options. */
    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        pairs().forEach((key, optional) -> labels.put(key, optional.orElse("")));
        return Collections.unmodifiableMap(labels);
    }
}
