package io.jenkins.plugins.dataclone.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which jobs may use something, by their full names. A pattern names a folder or a job, and everything below it; {@code *}
 * stands for any characters within one name, {@code **} for any number of folders. No pattern at all lets every job in.
 */
final class FolderRule {
    private FolderRule() {}

    /** Whether the item of that full name ({@code team/app/main}) may use what these patterns guard. */
    static boolean allows(List<String> patterns, String itemFullName) {
        return patterns.isEmpty()
                || patterns.stream()
                        .anyMatch(
                                pattern -> regex(pattern).matcher(itemFullName).matches());
    }

    /** What is wrong with a pattern, or empty. */
    static Optional<String> problem(String pattern) {
        boolean emptyName = pattern.startsWith("/") || pattern.endsWith("/") || pattern.contains("//");
        return emptyName || pattern.isBlank() ? Optional.of(Messages.FolderRule_EmptyName(pattern)) : Optional.empty();
    }

    private static Pattern regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        String separator = "";
        for (String name : pattern.split("/", -1)) {
            if (name.equals("**")) {
                regex.append(separator.isEmpty() ? "(?:[^/]+/)*" : "(?:/[^/]+)*");
            } else {
                regex.append(separator).append(nameRegex(name));
                separator = "/";
            }
        }
        return separator.isEmpty()
                ? Pattern.compile(".*", Pattern.DOTALL)
                : Pattern.compile(regex + "(?:/.*)?", Pattern.DOTALL);
    }

    private static String nameRegex(String name) {
        return Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*"));
    }
}
