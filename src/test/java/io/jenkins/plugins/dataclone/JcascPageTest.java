package io.jenkins.plugins.dataclone;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.config.BayTemplate;
import io.jenkins.plugins.dataclone.config.CloudCaps;
import io.jenkins.plugins.dataclone.config.CloudProfile;
import io.jenkins.plugins.dataclone.config.ConnectionOptions;
import io.jenkins.plugins.dataclone.config.DataCloneConfiguration;
import io.jenkins.plugins.dataclone.config.DataSource;
import io.jenkins.plugins.dataclone.config.OrphanScanOptions;
import io.jenkins.plugins.dataclone.config.SnapshotRules;
import io.jenkins.plugins.dataclone.config.Webhook;
import io.jenkins.plugins.dataclone.credentials.OpenStackApplicationCredentialsImpl;
import io.jenkins.plugins.dataclone.credentials.OpenStackPasswordCredentialsImpl;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page of Configuration as Code has every key with its default, and no other. */
class JcascPageTest {
    private static final String PAGE = MarkdownPage.read("docs/jcasc.md").text();
    private static final Pattern QUOTED = Pattern.compile("`([A-Za-z]+)`");

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("## `unclassified: dataClone:`", DataCloneConfiguration.class, null),
                Arguments.of("### `clouds`", CloudProfile.class, new CloudProfile("lab", "")),
                Arguments.of("#### `connection` of a cloud", ConnectionOptions.class, new ConnectionOptions()),
                Arguments.of("#### `caps` of a cloud", CloudCaps.class, new CloudCaps()),
                Arguments.of("### `dataSources`", DataSource.class, new DataSource("orders-db", "lab")),
                Arguments.of("#### `snapshots`", SnapshotRules.class, new SnapshotRules()),
                Arguments.of("### `bayTemplates`", BayTemplate.class, new BayTemplate("small", "lab", "swarm")),
                Arguments.of("### `webhooks`", Webhook.class, new Webhook("")),
                Arguments.of("### `orphanScan`", OrphanScanOptions.class, new OrphanScanOptions()));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyKeyIsDescribedWithItsDefaultAndNoOther(String heading, Class<?> type, Object fresh) throws Exception {
        Map<String, String> keys = keys(heading);

        assertThat(keys.keySet()).as(heading).isEqualTo(FormsTest.fields(type));
        for (String key : fresh == null ? Set.<String>of() : keys.keySet()) {
            Object usual = get(fresh, key);
            boolean says = usual instanceof Number
                    || usual instanceof Boolean
                    || usual instanceof String text
                            && !text.isEmpty()
                            && !keys.get(key).contains("required");
            if (says) {
                assertThat(keys.get(key)).as(heading + " " + key).contains("`" + usual + "`");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("credentials")
    void everyKeyOfACredentialIsDescribed(String symbol, Class<?> type) {
        String table = PAGE.substring(PAGE.indexOf("| `" + symbol + "` |"));
        String rows = table.substring(0, table.indexOf("\n\n"));

        assertThat(QUOTED.matcher(rows).results().map(key -> key.group(1)).collect(Collectors.toSet()))
                .containsAll(FormsTest.fields(type));
    }

    static Stream<Arguments> credentials() {
        return Stream.of(
                Arguments.of("openstackApplicationCredential", OpenStackApplicationCredentialsImpl.class),
                Arguments.of("openstackPassword", OpenStackPasswordCredentialsImpl.class));
    }

    /** Keys of the table under a heading to the cell with their default. */
    private static Map<String, String> keys(String heading) {
        int start = PAGE.indexOf(heading + "\n");
        assertThat(start).as(heading).isNotNegative();
        List<String> lines = PAGE.substring(start + heading.length())
                .lines()
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .toList();
        Map<String, String> keys = new TreeMap<>();
        for (String line : lines) {
            String[] cells = line.replace("\\|", "").split("\\|");
            QUOTED.matcher(cells[1]).results().forEach(key -> keys.put(key.group(1), cells[3]));
        }
        return keys;
    }

    private static Object get(Object bean, String key) throws ReflectiveOperationException {
        String name = key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
        Method getter = Arrays.stream(bean.getClass().getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> Set.of("get" + name, "is" + name).contains(method.getName()))
                .findFirst()
                .orElseThrow();
        return getter.invoke(bean);
    }
}
