package io.jenkins.plugins.dataclone.task;

import hudson.AbortException;
import io.jenkins.plugins.dataclone.model.KeyValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is wrong with an author's arguments is said before anything happens. */
public final class Arguments {
    private static final String DEFAULT_ENVIRONMENT = "default";
    private static final String ENVIRONMENT_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
    private static final String CHECKPOINT_NAME = ENVIRONMENT_NAME;

    private Arguments() {}

    public static String required(String name, String value) throws AbortException {
        if (value == null || value.isBlank()) {
            throw new AbortException("The parameter '" + name + "' is missing");
        }
        return value.trim();
    }

    /** A map as a Pipeline gives it: values may be Groovy strings, numbers or missing. */
    public static Map<String, String> texts(Map<?, ?> written) {
        Map<String, String> texts = new TreeMap<>();
        if (written != null) {
            written.forEach((key, value) -> {
                if (key != null && value != null) {
                    texts.put(key.toString(), value.toString());
                }
            });
        }
        return texts;
    }

    /** A list as a Pipeline gives it, or the lines of a form's text area. */
    public static List<String> lines(List<?> written) {
        List<String> lines = new ArrayList<>();
        if (written != null) {
            for (Object entry : written) {
                String.valueOf(entry)
                        .lines()
                        .map(String::trim)
                        .filter(line -> !line.isEmpty())
                        .forEach(lines::add);
            }
        }
        return lines;
    }

    /**
     * A map as a form gives it: one {@code key=value} a line.
     *
     * @param name name of the field, for the message
     */
    public static Map<String, String> keyValues(String name, String lines) throws AbortException {
        try {
            return KeyValues.parse(lines);
        } catch (IllegalArgumentException e) {
            throw new AbortException(name + ": " + e.getMessage());
        }
    }

    /**
     * An author's name for a checkpoint.
     *
     * @param parameter what the argument is called
     */
    public static String checkpoint(String parameter, String name) throws AbortException {
        String given = required(parameter, name);
        if (!given.matches(CHECKPOINT_NAME)) {
            throw new AbortException(parameter + ": '" + given + "' is no name for a checkpoint; use up to 63 letters,"
                    + " digits, dots, hyphens and underscores");
        }
        return given;
    }

    /** The environment's name, or null if the author gave none. */
    public static String environmentOrNone(String env) throws AbortException {
        return env == null ? null : environment(env);
    }

    /** The environment's name, or the usual one. */
    public static String environment(String env) throws AbortException {
        if (env == null) {
            return DEFAULT_ENVIRONMENT;
        }
        if (!env.matches(ENVIRONMENT_NAME)) {
            throw new AbortException("env: '" + env + "' is no name for an environment; use up to 63 letters, digits,"
                    + " dots, hyphens and underscores");
        }
        return env;
    }
}
