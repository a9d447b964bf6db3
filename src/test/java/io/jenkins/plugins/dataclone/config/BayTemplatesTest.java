package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.ExportLocation;
import io.jenkins.plugins.dataclone.model.Volume;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BayTemplatesTest {
    private static final String JOB = "shop/app/main";
    private static final CloneResult CLONE = new CloneResult(
            "lab",
            "orders-db",
            "5b1a",
            "dataclone-1-share-1",
            "NFS",
            new ExportLocation("10.0.0.5:/shares/5b1a", true),
            "77",
            null,
            1,
            Duration.ofSeconds(12));

    private final BayTemplate small = Samples.template("swarm-small", "lab", "shop");
    private final BayTemplate big = Samples.template("swarm-big", "lab", "hr");
    private final BayTemplates templates = new BayTemplates(List.of(Samples.cloud("lab")), List.of(small, big));

    @Test
    void givesAllThatTheAdministratorDecided() throws CloudException {
        small.setNodeCount(2);
        small.setMasterCount(3);
        small.setKeypair("ci");
        small.setFlavor("m1.small");
        small.setMasterFlavor("m1.large");
        small.setDockerVolumeSizeGiB(20);
        small.setFloatingIps("no");
        small.setLabels("docker_volume_size=10\n # = odd but legal \nswarm_strategy = spread");
        small.setCreateTimeoutMinutes(15);

        assertThat(templates.bayRequest("lab", "swarm-small", 0, JOB))
                .isEqualTo(new BayRequest(
                        "lab",
                        "swarm-small",
                        "swarm-fedora",
                        2,
                        3,
                        new ClusterOptions(
                                "ci",
                                "m1.small",
                                "m1.large",
                                Map.of("docker_volume_size", "10", "#", "odd but legal", "swarm_strategy", "spread"),
                                20,
                                false,
                                15),
                        VolumeTemplate.nfs()));
    }

    @Test
    void letsTheJobChooseNodesUpToTheLimit() throws CloudException {
        small.setMaxNodeCount(3);

        assertThat(templates.bayRequest(null, "swarm-small", 3, JOB).nodeCount())
                .isEqualTo(3);
        refuses(4, "nodeCount: bay template 'swarm-small' on cloud 'lab' allows 1 to 3 nodes, not 4");
        refuses(-1, "nodeCount: bay template 'swarm-small' on cloud 'lab' allows 1 to 3 nodes, not -1");
    }

    @Test
    void allowsNoMoreThanTheUsualNodesWithoutALimit() {
        refuses(2, "nodeCount: bay template 'swarm-small' on cloud 'lab' allows 1 to 1 nodes, not 2");
    }

    @Test
    void listsOnlyTheTemplatesOfTheJob() {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> templates.bayRequest("lab", "swarm-big", 0, JOB))
                .withMessage("no bay template 'swarm-big' on cloud 'lab'; you may use: swarm-small");
    }

    @Test
    void mountsByNfsUnlessToldOtherwise() throws CloudException {
        assertThat(templates.bayRequest("lab", "swarm-small", 0, JOB).volumes().of(CLONE, true))
                .isEqualTo(Volume.nfs(CLONE.export(), true));
    }

    @Test
    void fillsTheOptionsOfAVolumePlugin() throws CloudException {
        small.setVolumeDriver("netapp");
        small.setVolumeDriverOptions("from={name}\nmount={host}:{path}\nid={id}\nlocation={export}");

        assertThat(templates.bayRequest("lab", "swarm-small", 0, JOB).volumes().of(CLONE, false))
                .isEqualTo(new Volume(
                        "netapp",
                        Map.of(
                                "from", "dataclone-1-share-1",
                                "mount", "10.0.0.5:/shares/5b1a",
                                "id", "5b1a",
                                "location", "10.0.0.5:/shares/5b1a")));
    }

    @Test
    void refusesATemplateThatIsNotSound() {
        small.setVolumeDriver("rexray");
        small.setVolumeDriverOptions("a={nonsense}");

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> templates.bayRequest("lab", "swarm-small", 0, JOB))
                .withMessageContaining("the configuration is not sound")
                .withMessageContaining("'nonsense'");
    }

    private void refuses(int nodeCount, String message) {
        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> templates.bayRequest("lab", "swarm-small", nodeCount, JOB))
                .withMessage(message)
                .matches(e -> e.kind() == CloudException.Kind.CONFIGURATION);
    }
}
