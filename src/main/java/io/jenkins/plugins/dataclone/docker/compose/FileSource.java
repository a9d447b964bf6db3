package io.jenkins.plugins.dataclone.docker.compose;

import io.jenkins.plugins.dataclone.model.StackRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The files beside the Compose file, and the variables. */
final class FileSource {
    /** All that a stack has in its files together; each of them is small. */
    private static final int MOST = 32 * 1024 * 1024;

    private final StackRequest.Files files;
    private final Map<String, String> variables;
    /** How much has been read; a file that is named again counts again. */
    private long taken;

    FileSource(StackRequest.Files files, Map<String, String> variables) {
        this.files = files;
        this.variables = variables;
    }

    /** The variable's value, or null. */
    String variable(String name) {
        return variables.get(name);
    }

    /** Content of the file that element names; empty after a problem was noted. */
    byte[] content(Element element) throws InterruptedException {
        String path = element.text();
        if (path.isEmpty()) {
            return new byte[0];
        }
        try {
            if (taken > MOST) {
                throw new IOException("the files of the stack are larger than " + MOST / 1024 / 1024 + " MiB together");
            }
            byte[] content = files.read(path);
            taken += content.length;
            return content;
        } catch (IOException e) {
            element.refuse("names the file " + path + ", which cannot be read: " + e.getMessage());
            return new byte[0];
        }
    }

    /** An entry of {@code env_file}: a path, or a mapping with {@code path} and {@code required}. */
    Map<String, String> envFile(Element element) throws InterruptedException {
        Element path = element;
        if (element.isMap()) {
            Map<String, Element> entries = element.entries("path", "required");
            path = entries.get("path");
            if (path == null) {
                element.refuse("has no path");
                return Map.of();
            }
            if (entries.containsKey("required") && !entries.get("required").flag() && isMissing(path.text())) {
                return Map.of();
            }
        }
        try {
            Map<String, String> values = EnvFile.read(new String(content(path), StandardCharsets.UTF_8), variables);
            taken += values.values().stream().mapToLong(String::length).sum();
            return values;
        } catch (IllegalArgumentException e) {
            path.refuse("names the file " + path.text() + ", whose " + e.getMessage());
            return Map.of();
        }
    }

    private boolean isMissing(String path) throws InterruptedException {
        try {
            files.read(path);
            return false;
        } catch (IOException missing) {
            return true;
        }
    }

    /** Content of a config or secret: {@code file}, {@code content} or {@code environment}, exactly one of them. */
    byte[] contentOf(Element declaration, Map<String, Element> entries) throws InterruptedException {
        List<String> given = List.of("file", "content", "environment").stream()
                .filter(entries::containsKey)
                .toList();
        if (given.size() != 1) {
            declaration.refuse("must have exactly one of file, content and environment");
            return new byte[0];
        }
        Element source = entries.get(given.get(0));
        if (given.get(0).equals("file")) {
            return content(source);
        }
        String text = source.text();
        if (given.get(0).equals("content")) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        String value = variables.get(text);
        if (value == null) {
            source.refuse("names the variable " + text + ", which is not set");
            return new byte[0];
        }
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
