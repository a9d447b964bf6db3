package io.jenkins.plugins.dataclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of the documentation lead to things that are there. */
class LinksTest {
    static List<String> pages() throws IOException {
        try (Stream<Path> top = Files.list(Path.of(".")).map(Path.of(".")::relativize);
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs)
                    .map(Path::toString)
                    .filter(path -> path.endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thePagesAreFound() throws IOException {
        assertThat(pages()).contains("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/steps.md", "docs/jcasc.md");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkWithinTheProjectLeadsSomewhere(String path) {
        MarkdownPage page = MarkdownPage.read(path);

        for (String link : page.links()) {
            if (link.contains(":")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path folder = page.file().toAbsolutePath().getParent();
            Path target = parts[0].isEmpty() ? page.file().toAbsolutePath() : folder.resolve(parts[0]);
            assertThat(target).as(path + " -> " + link).exists();
            if (parts.length == 2) {
                assertThat(MarkdownPage.read(target.toString()).anchors())
                        .as(path + " -> " + link)
                        .contains(parts[1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockOfCodeIsClosed(String path) {
        assertThat(MarkdownPage.read(path)
                        .text()
                        .lines()
                        .filter(line -> line.startsWith("```"))
                        .count())
                .isEven();
    }
}
