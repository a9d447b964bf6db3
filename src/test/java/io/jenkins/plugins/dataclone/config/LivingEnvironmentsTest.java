package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hudson.BulkChange;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepWorld;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.step.CloneShareStep;
import io.jenkins.plugins.dataclone.step.CreateBayStep;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What environments need of the configuration stays in it, by its name, as long as they need it. */
class LivingEnvironmentsTest {
    @RegisterExtension
    final StepWorld world = new StepWorld();

    private final DataCloneConfiguration configuration = new DataCloneConfiguration();

    @BeforeEach
    void aSoundConfiguration() {
        configuration.setClouds(List.of(Samples.cloud("lab"), Samples.cloud("spare")));
        configuration.setDataSources(List.of(Samples.source("orders-db", "lab"), Samples.source("users-db", "lab")));
        configuration.setBayTemplates(List.of(Samples.template("swarm-small", "lab"), Samples.template("big", "lab")));
    }

    @Test
    void whatNothingNeedsMayGo() throws Exception {
        world.build().run(new CloneShareStep("orders-db"));

        configuration.setClouds(List.of(Samples.cloud("lab")));
        configuration.setDataSources(List.of(Samples.source("orders-db", "lab")));
        configuration.setBayTemplates(List.of());

        assertThat(configuration.getClouds()).hasSize(1);
    }

    @Test
    void dataSourceOfACloneStays() throws Exception {
        Build build = world.build();
        build.run(new CloneShareStep("orders-db"));
        Environment environment =
                world.controller().runtime().ledger().ownedBy(build.owner()).get(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setDataSources(List.of(Samples.source("users-db", "lab"))))
                .withMessage("data source 'orders-db' on cloud 'lab' is needed by environments and can be removed or"
                        + " renamed when they are gone: " + environment.id() + " ("
                        + build.owner().run() + ")");

        assertThat(configuration.getDataSources())
                .extracting(DataSource::getName)
                .containsExactly("orders-db", "users-db");
    }

    @Test
    void renamingIsRefusedLikeRemoving() throws Exception {
        world.build().run(new CloneShareStep("orders-db"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setDataSources(
                        List.of(Samples.source("orders", "lab"), Samples.source("users-db", "lab"))))
                .withMessageContaining("'orders-db'");
    }

    @Test
    void bayTemplateOfABayStays() throws Exception {
        world.build().run(new CreateBayStep("swarm-small"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setBayTemplates(List.of(Samples.template("big", "lab"))))
                .withMessageContaining("bay template 'swarm-small' on cloud 'lab' is needed");
    }

    @Test
    void cloudOfAnEnvironmentStaysUntilTheEnvironmentIsGone() throws Exception {
        Build build = world.build();
        build.run(new CloneShareStep("orders-db"));

        assertThatIllegalArgumentException()
                .isThrownBy(this::removeLab)
                .withMessageContaining("cloud 'lab' is needed by environments");
        assertThat(configuration.getClouds()).extracting(CloudProfile::getName).containsExactly("lab", "spare");
        assertThat(configuration.getDataSources()).hasSize(2);

        build.end();
        world.awaitAllGone();
        assertThatCode(this::removeLab).doesNotThrowAnyException();
    }

    @Test
    void whatIsOnItsWayOutNeedsItsCloudOnly() throws Exception {
        world.cloudStaysAt(io.jenkins.plugins.dataclone.embedded.Step.SHARE_DELETE);
        Build build = world.build();
        build.run(new CloneShareStep("orders-db"));
        build.end();
        StepWorld.await().until(() -> world.controller().runtime().ledger().ownedBy(build.owner()).stream()
                .noneMatch(environment -> environment.state().isUsable()));

        configuration.setDataSources(List.of(Samples.source("users-db", "lab")));
        assertThatIllegalArgumentException().isThrownBy(this::removeLab).withMessageContaining("cloud 'lab'");

        world.cloudGoesOn();
        world.awaitAllGone();
    }

    @Test
    void aLongListIsCut() throws Exception {
        Build build = world.build();
        for (int i = 0; i < 12; i++) {
            CloneShareStep step = new CloneShareStep("orders-db");
            step.setEnv("env-" + i);
            build.run(step);
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.setDataSources(List.of()))
                .withMessageEndingWith(" and 2 more");
    }

    private void removeLab() {
        try (BulkChange change = new BulkChange(configuration)) {
            configuration.setClouds(List.of(Samples.cloud("spare")));
            configuration.setDataSources(List.of());
            configuration.setBayTemplates(List.of());
            change.commit();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
