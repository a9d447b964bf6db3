package io.jenkins.plugins.dataclone.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.Introspector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages are escaped, run no script of their own in the page, and name only what their classes have. */
class PagesTest {
    private static final Path PAGES = Path.of("src/main/resources/io/jenkins/plugins/dataclone/ui");
    /** What the variables of the pages hold; the same name means the same thing on each. */
    private static final Map<String, Class<?>> VARIABLES = Map.ofEntries(
            Map.entry("list", EnvironmentList.class),
            Map.entry("choice", EnvironmentList.Choice.class),
            Map.entry("row", EnvironmentSummary.class),
            Map.entry("summary", EnvironmentSummary.class),
            Map.entry("page", EnvironmentPage.class),
            Map.entry("resource", ResourceLine.class),
            Map.entry("way", WayIn.class),
            Map.entry("event", Event.class),
            Map.entry("receipt", ReceiptView.class),
            Map.entry("data", ReceiptView.Data.class),
            Map.entry("line", ReceiptView.Line.class));
    /** Symbols of Jenkins 2.541.3 that we use; no plugin has to bring them. */
    private static final Set<String> SYMBOLS = Set.of(
            "symbol-server",
            "symbol-search",
            "symbol-settings",
            "symbol-trash",
            "symbol-timer",
            "symbol-warning",
            "symbol-information-circle");

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");
    private static final Pattern PROPERTY = Pattern.compile("\\b([a-z]\\w*)\\.([a-z]\\w*)");

    static List<Path> pages() {
        try (Stream<Path> files = Files.walk(PAGES)) {
            return files.filter(file -> file.toString().endsWith(".jelly"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thereArePages() {
        assertThat(pages())
                .extracting(page -> PAGES.relativize(page).toString())
                .contains(
                        "EnvironmentsPage/index.jelly", "EnvironmentsPage/table.jelly", "EnvironmentPage/index.jelly");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isEscapedAndHasNothingThatThePolicyForbids(Path page) throws Exception {
        String text = Files.readString(page);

        assertThat(text).startsWith("<?jelly escape-by-default='true'?>");
        assertThat(text)
                .doesNotContainPattern(
                        "(?i)<script|<style|\\sstyle=|\\son[a-z]+=|javascript:|escapeText=\"false\"|<j:out|<st:out");
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes("UTF-8")));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesOnlyWhatThereIs(Path page) throws Exception {
        Class<?> owner = Class.forName(PagesTest.class.getPackageName() + "."
                + page.getParent().getFileName().toString().replace('/', '$'));
        Set<String> unknown = new TreeSet<>();
        Matcher expressions = EXPRESSION.matcher(Files.readString(page));
        while (expressions.find()) {
            Matcher properties = PROPERTY.matcher(expressions.group().replaceAll("'[^']*'|%[^}]*", ""));
            while (properties.find()) {
                Class<?> type = properties.group(1).equals("it") ? owner : VARIABLES.get(properties.group(1));
                if (type != null && !isReadable(type, properties.group(2))) {
                    unknown.add(properties.group());
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(Modifier.isPublic(owner.getModifiers())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyFormThatChangesSomethingIsPosted(Path page) throws Exception {
        Matcher forms = Pattern.compile("<form[^>]*>").matcher(Files.readString(page));
        while (forms.find()) {
            String form = forms.group();
            boolean asks = form.contains("/dataclone/\"") || form.contains("/confirm\"");
            assertThat(form).contains(asks ? "method=\"get\"" : "method=\"post\"");
        }
    }

    /** Jenkins writes what the form consists of into a field of its own, which an address has no room for. */
    @ParameterizedTest
    @MethodSource("pages")
    void aFormThatOnlyAsksKeepsItsAddressShort(Path page) throws Exception {
        Matcher forms = Pattern.compile("<form method=\"get\"[^>]*>").matcher(Files.readString(page));
        while (forms.find()) {
            assertThat(forms.group()).containsPattern("class=\"([\\w-]+ )*no-json\"");
        }
    }

    /** A table without that makes the whole page wider than the window of a telephone. */
    @ParameterizedTest
    @MethodSource("pages")
    void whatIsWideIsMovedInItsPlace(Path page) throws Exception {
        String text = Files.readString(page);

        assertThat(text.split("<table |<img ", -1))
                .hasSameSizeAs(text.split("<div class=\"dataclone-wide\">\\s*<(table|img) ", -1));
    }

    /** Jenkins puts each form of a message at its right: a second one overlaps what is below, far from the words that explain it. */
    @ParameterizedTest
    @MethodSource("pages")
    void aMessageHasOneFormWithAllOfItsButtons(Path page) throws Exception {
        if (page.endsWith("message.jelly")) {
            assertThat(Files.readString(page).split("<form ", -1)).hasSize(2);
        }
    }

    /** What a cloud says may be one long word. */
    @ParameterizedTest
    @MethodSource("pages")
    void whatWentWrongIsBrokenWhereItHasTo(Path page) throws Exception {
        Matcher problems = Pattern.compile("<([^>]*)>\\$\\{(\\w+\\.)?problem}").matcher(Files.readString(page));
        while (problems.find()) {
            assertThat(problems.group(1)).contains("dataclone-long");
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkThatLeavesKeepsTheWindow(Path page) throws Exception {
        Matcher links = Pattern.compile("<a [^>]*target=[^>]*>").matcher(Files.readString(page));
        while (links.find()) {
            assertThat(links.group()).contains("rel=\"noopener noreferrer\"");
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everySymbolIsJenkinsOwn(Path page) throws Exception {
        Matcher symbols = Pattern.compile("symbol-[\\w-]+").matcher(Files.readString(page));
        while (symbols.find()) {
            assertThat(SYMBOLS).contains(symbols.group());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyAdjunctExists(Path page) throws Exception {
        Matcher adjuncts = Pattern.compile("<st:adjunct includes=\"([\\w.]+)\"").matcher(Files.readString(page));
        while (adjuncts.find()) {
            assertThat(getClass().getResource("/" + adjuncts.group(1).replace('.', '/') + ".js"))
                    .as(adjuncts.group(1))
                    .isNotNull();
        }
    }

    private static boolean isReadable(Class<?> type, String name) {
        if (Arrays.stream(type.getFields()).anyMatch(field -> field.getName().equals(name))) {
            return true;
        }
        return Arrays.stream(type.getMethods())
                .map(Method::getName)
                .anyMatch(method -> method.equals(name)
                        || method.startsWith("get")
                                && Introspector.decapitalize(method.substring(3))
                                        .equals(name)
                        || method.startsWith("is")
                                && Introspector.decapitalize(method.substring(2))
                                        .equals(name));
    }
}
