package io.jenkins.plugins.dataclone.docker.compose;

import java.util.Map;

/**
 * Replaces {@code $VAR} and {@code ${VAR...}} in a scalar. Source: Compose Specification, "Interpolation". One deliberate
 * difference: a variable that is not set and has no default is an error, where Compose would warn and go on with an empty
 * text; an image named {@code app:} is found out too late otherwise.
 */
final class Interpolation {
    /** Why a text could not be completed; the message names variables, never values. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }

    /** Variables in variables can make a huge text of a small one. */
    static final int LONGEST = 1024 * 1024;

    private static final int LONGEST_QUOTE = 200;
    /** Nested defaults beyond this are a mistake or an attack. */
    private static final int DEEPEST = 20;

    private final Map<String, String> variables;
    private final String text;
    private int at;

    private Interpolation(String text, Map<String, String> variables) {
        this.text = text;
        this.variables = variables;
    }

    static String apply(String text, Map<String, String> variables) throws Failure {
        return text.indexOf('$') < 0 ? text : new Interpolation(text, variables).until('\0', true, 0);
    }

    /** Reads up to the end character; without {@code active} nothing is looked up (the branch is not taken). */
    private String until(char end, boolean active, int depth) throws Failure {
        if (depth > DEEPEST) {
            throw new Failure(quoted() + " nests variables too deeply");
        }
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == end) {
                return out.toString();
            }
            at++;
            if (c != '$') {
                out.append(c);
                continue;
            }
            String value = variable(active, depth);
            if (value.length() > LONGEST - out.length()) {
                throw new Failure(quoted() + " becomes longer than " + LONGEST / 1024 + " KiB with its variables");
            }
            out.append(value);
        }
        if (end != '\0') {
            throw new Failure(quoted() + " has a ${ without its }");
        }
        return out.toString();
    }

    private String variable(boolean active, int depth) throws Failure {
        char next = at < text.length() ? text.charAt(at) : '\0';
        if (next == '$') {
            at++;
            return "$";
        }
        if (next == '{') {
            at++;
            return braced(active, depth);
        }
        String name = name();
        if (name.isEmpty()) {
            throw new Failure(quoted() + " has a lone $; write $$ if a dollar sign is meant");
        }
        return active ? required(name) : "";
    }

    private String braced(boolean active, int depth) throws Failure {
        String name = name();
        if (name.isEmpty()) {
            throw new Failure(quoted() + " has no variable name after ${");
        }
        boolean colon = take(':');
        String value = variables.get(name);
        boolean present = value != null && !(colon && value.isEmpty());
        String result;
        if (!colon && take('}')) {
            return active ? required(name) : "";
        } else if (take('-')) {
            String fallback = until('}', active && !present, depth + 1);
            result = present ? value : fallback;
        } else if (take('+')) {
            String replacement = until('}', active && present, depth + 1);
            result = present ? replacement : "";
        } else if (take('?')) {
            String why = until('}', active && !present, depth + 1);
            if (active && !present) {
                throw new Failure("variable " + name + " is " + (value == null ? "not set" : "empty")
                        + (why.isEmpty() ? "" : ": " + why));
            }
            result = present ? value : "";
        } else {
            throw new Failure(quoted() + " has a variable that is neither ${VAR}, ${VAR:-default}, ${VAR:?message} nor"
                    + " ${VAR:+replacement}");
        }
        take('}');
        return result;
    }

    private String quoted() {
        return "'" + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...") + "'";
    }

    private String required(String name) throws Failure {
        String value = variables.get(name);
        if (value == null) {
            throw new Failure("variable " + name + " is not set; write ${" + name + ":-} if an empty text is meant");
        }
        return value;
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private String name() {
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at), at == start)) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isNamePart(char c, boolean first) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || !first && c >= '0' && c <= '9';
    }
}
