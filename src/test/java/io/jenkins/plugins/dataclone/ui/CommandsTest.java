package io.jenkins.plugins.dataclone.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hudson.AbortException;
import hudson.model.Item;
import io.jenkins.plugins.dataclone.ledger.Orphan;
import io.jenkins.plugins.dataclone.ledger.Seen;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import io.jenkins.plugins.dataclone.runtime.ScanReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.kohsuke.args4j.CmdLineException;
import org.kohsuke.args4j.CmdLineParser;
import org.springframework.security.access.AccessDeniedException;

/** The commands see and do what their user may. */
class CommandsTest {
    @RegisterExtension
    final JenkinsWithUsers jenkins = new JenkinsWithUsers();

    private Environment shop;
    private Environment secret;

    @BeforeEach
    void twoJobsWithAnEnvironmentEach() throws Exception {
        jenkins.job("shop/orders");
        jenkins.job("payroll/secret");
        shop = jenkins.environment("shop/orders#12");
        secret = jenkins.environment("payroll/secret#3");
        jenkins.grant("operator", DataClonePermissions.VIEW);
        jenkins.grantOn(
                "shop/orders", "operator", Item.READ, DataClonePermissions.DESTROY, DataClonePermissions.EXTEND);
    }

    @Test
    void nobodyLooksWithoutTheRight() {
        jenkins.grantOn("shop/orders", "reader", Item.READ, DataClonePermissions.DESTROY);

        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> run("reader", new DataCloneListCommand()));
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> run("reader", new DataCloneDestroyCommand(), shop.id()));
    }

    @Test
    void listsWhatTheUserMaySee() throws Exception {
        assertThat(run("operator", new DataCloneListCommand()).lines())
                .singleElement()
                .asString()
                .startsWith(shop.id() + "  making    shop/orders#12");
        assertThat(run("operator", new DataCloneListCommand(), "-q", "payroll")).isEmpty();
        assertThat(run("operator", new DataCloneListCommand(), "-state", "stuck", "-folder", "shop"))
                .isEmpty();
    }

    @Test
    void aWordThatIsNoStateIsRefusedWithTheStatesThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run("operator", new DataCloneListCommand(), "-state", "open"))
                .withMessageContaining("'open'")
                .withMessageContaining("making, ready, kept, removing, stuck, gone, disowned and all");
    }

    @Test
    void showsOneWithItsResources() throws Exception {
        Resource clone = jenkins.runtime()
                .ledger()
                .plan(shop.id(), ResourceKind.SHARE, "lab", "clone", Map.of("dataSource", "orders-db"));

        assertThat(run("operator", new DataCloneShowCommand(), shop.id()))
                .contains("build           shop/orders#12")
                .contains("data source     orders-db")
                .contains("share           " + clone.name() + "  -  planned  on lab");
    }

    /** What clouds, bays and stacks say of themselves comes from others than the one who reads it. */
    @Test
    void nothingThatIsPrintedSteersTheTerminal() throws Exception {
        jenkins.runtime()
                .ledger()
                .plan(shop.id(), ResourceKind.SHARE, "lab", "clone", Map.of("dataSource", "orders\u001b[2J\u009b2Jdb"));

        assertThat(run("operator", new DataCloneShowCommand(), shop.id())).contains("orders [2J 2Jdb");
        assertThat(run("operator", new DataCloneListCommand())).contains("orders [2J 2Jdb");
    }

    @Test
    void whatTheUserMayNotSeeDoesNotExist() {
        for (DataCloneCommand command : new DataCloneCommand[] {
            new DataCloneShowCommand(), new DataCloneDestroyCommand(), new DataCloneExtendCommand()
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run("operator", command, secret.id()))
                    .withMessage("There is no environment '" + secret.id() + "' that you may see.");
        }
    }

    @Test
    void destroysAllOrNone() throws Exception {
        jenkins.grantOn("payroll/secret", "operator", Item.READ);

        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> run("operator", new DataCloneDestroyCommand(), shop.id(), secret.id()));
        assertThat(state(shop)).isEqualTo(EnvironmentState.OPEN);
        assertThat(run("operator", new DataCloneDestroyCommand(), shop.id()))
                .isEqualToIgnoringNewLines("Environment " + shop.id() + " is being taken away");
        assertThat(state(shop)).isNotEqualTo(EnvironmentState.OPEN);
        assertThat(state(secret)).isEqualTo(EnvironmentState.OPEN);
    }

    @Test
    void extendsAsFarAsAllowed() throws Exception {
        assertThat(run("operator", new DataCloneExtendCommand(), "-by", "2h", shop.id()))
                .startsWith("Environment " + shop.id() + " lives until ");
        assertThat(jenkins.runtime().ledger().get(shop.id()).expiresAt()).isAfter(shop.expiresAt());
        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> run("operator", new DataCloneExtendCommand(), "-by", "100h", shop.id()))
                .withMessageContaining("2h at the most");
    }

    @Test
    void anIdIsRequired() {
        assertThatExceptionOfType(CmdLineException.class)
                .isThrownBy(() -> run("operator", new DataCloneDestroyCommand()));
    }

    @Test
    void scansForThoseWhoMayConfigure() throws Exception {
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> run("operator", new DataCloneScanCommand()));
        jenkins.grant("admin", DataClonePermissions.VIEW, DataClonePermissions.CONFIGURE);
        assertThat(run("admin", new DataCloneScanCommand()))
                .isEqualToIgnoringNewLines("lab: not everything could be listed: cloud 'lab' does not answer");
    }

    @Test
    void aScanTellsWhatBecomesOfEachThing() {
        Seen share = new Seen(
                ResourceKind.SHARE,
                "lab",
                "s-1",
                "dataclone-abcdefghij27-share-1",
                "available",
                new OwnershipTag("controller-1", "abcdefghij27", "shop/orders#12", Given.START, Given.START),
                Map.of());
        Orphan adopted = new Orphan(share, Orphan.Fate.ADOPTED, "taken into environment abcdefghij27");
        Orphan left = new Orphan(share, Orphan.Fate.LEFT, "its build shop/orders#12 is running");

        String what = "lab: share dataclone-abcdefghij27-share-1 (s-1) on cloud 'lab' of build shop/orders#12, made at "
                + Times.second(Given.START) + ": ";
        assertThat(ScanText.lines(new ScanReport("lab", List.of(adopted, left), List.of())))
                .containsExactly(
                        what + "taken into environment abcdefghij27, and is removed",
                        what + "its build shop/orders#12 is running");
        assertThat(ScanText.lines(new ScanReport("lab", List.of(), List.of())))
                .containsExactly("lab: nothing that the ledger does not know");
    }

    @Test
    void everyCommandSaysWhatItIsFor() {
        assertThat(new DataCloneScanCommand().getShortDescription()).isNotBlank();
        assertThat(new DataCloneListCommand().getShortDescription()).isNotBlank();
        assertThat(new DataCloneShowCommand().getShortDescription()).isNotBlank();
        assertThat(new DataCloneExtendCommand().getShortDescription()).isNotBlank();
        assertThat(new DataCloneDestroyCommand().getShortDescription()).isNotBlank();
    }

    private EnvironmentState state(Environment environment) {
        return jenkins.runtime().ledger().get(environment.id()).state();
    }

    /** As Jenkins does it: reads the arguments, then runs. */
    private String run(String user, DataCloneCommand command, String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        command.stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
        new CmdLineParser(command).parseArgument(arguments);
        jenkins.as(user, command::run);
        return out.toString(StandardCharsets.UTF_8);
    }
}
