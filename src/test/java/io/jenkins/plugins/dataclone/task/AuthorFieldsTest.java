package io.jenkins.plugins.dataclone.task;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.security.Permission;
import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.config.BayTemplate;
import io.jenkins.plugins.dataclone.config.DataSource;
import io.jenkins.plugins.dataclone.config.GivenCatalogue;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.Credential;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an author's form offers, and what it says to what is typed. */
class AuthorFieldsTest {
    private static final String SHARE = "8f0f2c3e-5a0b-4a57-9a0b-2f6c1d1e7a55";

    private final Catalogue catalogue = new GivenCatalogue(
            settings(),
            List.of(source("orders-db"), source("users-db"), source("ledger-db", "finance")),
            List.of(template("swarm-small"), template("swarm-audit", "finance")));
    private final AuthorFields fields = new AuthorFields(catalogue, "team/app");
    private final AuthorFields outside = new AuthorFields(catalogue, null);

    @Test
    void offersWhatTheItemMayUse() {
        assertThat(fields.sources(null)).containsExactly("orders-db", "users-db");
        assertThat(fields.sources("lab")).containsExactly("orders-db", "users-db");
        assertThat(fields.sources("${CLOUD}")).containsExactly("orders-db", "users-db");
        assertThat(fields.sources("cellar")).isEmpty();
        assertThat(fields.templates("")).containsExactly("swarm-small");
        assertThat(fields.clouds()).containsExactly("lab");
        assertThat(new AuthorFields(catalogue, "finance/report").sources(null)).contains("ledger-db");
    }

    @Test
    void offersEverythingToAnAdministratorOutsideAnyItemAndJudgesNothing() {
        assertThat(outside.sources(null)).containsExactly("ledger-db", "orders-db", "users-db");
        assertThat(outside.templates(null)).containsExactly("swarm-audit", "swarm-small");
        assertThat(outside.source(null, "order-db").kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void judgesAsTheBuildWould() {
        assertRefused(fields.source("lab", "order-db"))
                .contains("no data source 'order-db' on cloud 'lab'; you may use: orders-db, users-db");
        assertRefused(fields.source(null, "ledger-db")).contains("you may use: orders-db, users-db");
        assertRefused(fields.template("lab", "swarm-audit")).contains("you may use: swarm-small");
        assertRefused(fields.nodeCount(null, "swarm-small", "9")).contains("allows 1 to 4 nodes");
        assertRefused(fields.ttl(null, "orders-db", "9h")).contains("allows at most 8h");
        assertRefused(fields.ttl(null, null, "2d")).contains("1d at the most");
        assertRefused(fields.snapshot(null, "orders-db", "latest")).contains("snapshot");
        assertRefused(fields.checkpoint("to", "after migration"))
                .contains("to: 'after migration' is no name for a checkpoint");
    }

    @Test
    void isContentWithWhatIsRight() {
        assertThat(List.of(
                        fields.source("lab", "orders-db"),
                        fields.template(null, "swarm-small"),
                        fields.optionalTemplate(null, ""),
                        fields.nodeCount(null, "swarm-small", "4"),
                        fields.nodeCount(null, "", ""),
                        fields.ttl(null, "orders-db", "8h"),
                        fields.ttl(null, "orders-db", ""),
                        fields.snapshot(null, "orders-db", ""),
                        fields.readyTimeout("1h 30m"),
                        fields.readyTimeout(""),
                        fields.environment("left"),
                        fields.required("orders-db"),
                        fields.checkpoint("name", "after-migration-${BUILD_NUMBER}"),
                        fields.checkpoint("name", "after-migration-1"),
                        fields.environment(""),
                        fields.file("test/compose.yml"),
                        fields.file(null),
                        fields.keyValues("a=1\n\nb=2")))
                .allSatisfy(answer -> assertThat(answer.kind).isEqualTo(FormValidation.Kind.OK));
    }

    @Test
    void leavesVariablesToTheBuild() {
        assertThat(List.of(
                        fields.source("lab", "orders-${BRANCH}"),
                        fields.source("$CLOUD", "orders-db"),
                        fields.template(null, "$TEMPLATE"),
                        fields.ttl(null, "orders-db", "${LIFE}"),
                        fields.readyTimeout("$PATIENCE"),
                        fields.environment("$BRANCH"),
                        fields.file("/tmp/$FILE")))
                .allSatisfy(answer -> assertThat(answer.kind).isEqualTo(FormValidation.Kind.OK));
    }

    @Test
    void saysWhatHasToBeGiven() {
        assertRefused(fields.source("lab", " ")).contains("has to be given");
        assertRefused(fields.template("lab", null)).contains("has to be given");
        assertRefused(fields.requiredFile("")).contains("has to be given");
        assertRefused(fields.required(" ")).contains("has to be given");
        assertRefused(fields.checkpoint("name", "")).contains("has to be given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../compose.yml", "a/../../compose.yml", "C:\\compose.yml"})
    void refusesPathsOutOfTheWorkspace(String path) {
        assertRefused(fields.file(path)).contains("outside the workspace");
    }

    @ParameterizedTest
    @CsvSource({"soon,readyTimeout", "of mine,env"})
    void refusesWhatIsNone(String value, String field) {
        FormValidation answer = field.equals("env") ? fields.environment(value) : fields.readyTimeout(value);

        assertRefused(answer).contains(field, value);
    }

    @Test
    void refusesLinesThatAreNoPairs() {
        assertRefused(fields.keyValues("dbdata")).contains("'dbdata' is not of the form key=value");
        assertRefused(fields.keyValues("a=1\na=2")).contains("the key 'a' is there twice");
    }

    @Test
    void answersAreEscaped() {
        assertThat(fields.source("lab", "<script>alert(1)</script>").renderHtml())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
    }

    @Test
    void namesAreForThoseWhoMaySeeTheConfiguration() {
        assertThat(AuthorFields.hasPermission(item(Set.of(Item.READ, Item.BUILD, Item.DISCOVER))))
                .isFalse();
        assertThat(AuthorFields.hasPermission(item(Set.of(Item.READ, Item.EXTENDED_READ))))
                .isTrue();
    }

    private static AbstractStringAssert<?> assertRefused(FormValidation answer) {
        assertThat(answer.kind).isEqualTo(FormValidation.Kind.ERROR);
        return assertThat(answer.getMessage().replace("&#039;", "'"));
    }

    private static Item item(Set<Permission> granted) {
        return (Item) Proxy.newProxyInstance(
                Item.class.getClassLoader(),
                new Class<?>[] {Item.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "hasPermission" -> granted.contains((Permission) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static CloudSettings settings() {
        try {
            return CloudSettings.builder(
                            "lab",
                            "https://keystone.example.org:5000/v3",
                            Credential.Password.named("jenkins", "Default", "ci", "Default", "secret"))
                    .build();
        } catch (CloudException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DataSource source(String name, String... folders) {
        DataSource source = new DataSource(name, "lab");
        source.setShareId(SHARE);
        source.setAccessTo(List.of("10.20.0.0/24"));
        source.setFolders(List.of(folders));
        source.setMaximumTtl("8h");
        return source;
    }

    private static BayTemplate template(String name, String... folders) {
        BayTemplate template = new BayTemplate(name, "lab", "swarm-fedora");
        template.setFolders(List.of(folders));
        template.setMaxNodeCount(4);
        return template;
    }
}
