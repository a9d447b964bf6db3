package io.jenkins.plugins.dataclone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of the documentation: as much of Markdown as our pages use. */
public final class MarkdownPage {
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\|(.*)\\|");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:href|src|srcset)=\"([^\"]+)\"");

    private final Path file;
    private final String text;

    private MarkdownPage(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /** @param path from the root of the project */
    public static MarkdownPage read(String path) {
        try {
            return new MarkdownPage(Path.of(path), Files.readString(Path.of(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path file() {
        return file;
    }

    public String text() {
        return text;
    }

    /** What stands under a heading of the second level, up to the next one. */
    public String section(String heading) {
        int start = (text + "\n").indexOf("\n## " + heading + "\n");
        if (start < 0) {
            throw new IllegalArgumentException(file + " has no section " + heading);
        }
        int end = text.indexOf("\n## ", start + 1);
        return end < 0 ? text.substring(start) : text.substring(start, end);
    }

    /** Rows of the tables in a piece of text that begin with a word in code quotes: that word to the rest of the row. */
    public static Map<String, String> rows(String text) {
        Map<String, String> rows = new TreeMap<>();
        text.lines().map(ROW::matcher).filter(Matcher::matches).forEach(row -> rows.put(row.group(1), row.group(2)));
        return rows;
    }

    /** The code blocks in that language. */
    public List<String> blocks(String language) {
        Matcher matcher =
                Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(text);
        List<String> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    /** Where its links and pictures lead, code left out. */
    public List<String> links() {
        String prose = text.replaceAll("(?ms)^```.*?^```$", "").replaceAll("`[^`\n]*`", "");
        Matcher matcher = LINK.matcher(prose);
        List<String> links = new ArrayList<>();
        while (matcher.find()) {
            links.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return links;
    }

    /** The anchors of its headings, as GitHub makes them. */
    public List<String> anchors() {
        return text.replaceAll("(?ms)^```.*?^```$", "")
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
