package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of rights has the paths that are called, and no others. */
class PolicyPageTest {
    private static final Path ADAPTER = Path.of("src/main/java/io/jenkins/plugins/dataclone/openstack");
    /** A text with a path in it; one behind {@code at(} or a comma points into JSON. */
    private static final Pattern PATH = Pattern.compile("(at\\(|, )?\"(/[A-Za-z][A-Za-z0-9_/-]*)\"");
    /** The versions of services, which are no calls. */
    private static final Pattern VERSION = Pattern.compile("/v\\d.*");

    /** What openstack4j knows by itself. */
    private static final Set<String> BY_THE_LIBRARY = Set.of("/networks", "/subnets", "/ports");

    private static final Pattern CALL = Pattern.compile("(?:GET|POST|PUT|PATCH|DELETE) (/[^`?]+)");

    private static Set<String> called() throws IOException {
        Set<String> called = new TreeSet<>();
        try (Stream<Path> sources = Files.list(ADAPTER)) {
            for (Path source : sources.toList()) {
                Matcher path = PATH.matcher(Files.readString(source));
                while (path.find()) {
                    if (path.group(1) == null && !VERSION.matcher(path.group(2)).matches()) {
                        called.add(path.group(2));
                    }
                }
            }
        }
        called.addAll(BY_THE_LIBRARY);
        return called;
    }

    private static Set<String> words(String path) {
        return Arrays.stream(path.split("/"))
                .filter(word -> !word.isEmpty() && !word.startsWith("{"))
                .collect(Collectors.toSet());
    }

    private static Set<String> described() {
        String calls = MarkdownPage.read("docs/openstack-policy.md")
                .text()
                .lines()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\|")[1])
                .collect(Collectors.joining("\n"));
        Set<String> described = new TreeSet<>();
        Matcher call = CALL.matcher(calls);
        while (call.find()) {
            described.add(call.group(1).trim());
        }
        return described;
    }

    @Test
    void everyPathThatIsCalledIsDescribed() throws IOException {
        String described = String.join("\n", described());

        assertThat(called()).hasSizeGreaterThan(30).allSatisfy(path -> assertThat(described)
                .as("a row of docs/openstack-policy.md with the call and its rule")
                .contains(path.replaceAll("/$", "")));
    }

    @Test
    void everyPathThatIsDescribedIsCalled() throws IOException {
        Set<String> called =
                called().stream().flatMap(path -> words(path).stream()).collect(Collectors.toSet());

        assertThat(described()).allSatisfy(path -> assertThat(called).as(path).containsAll(words(path)));
    }
}
