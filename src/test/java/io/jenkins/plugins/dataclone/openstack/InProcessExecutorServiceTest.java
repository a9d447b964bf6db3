package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The adapter against an embedded cloud without a port: the same words as over the network. */
class InProcessExecutorServiceTest {
    @Test
    void answersAsOverTheNetwork() throws Exception {
        Set<Integer> counts = new HashSet<>();
        try (EmbeddedCloud near =
                        EmbeddedCloud.builder().inProcess("near.embedded").start();
                EmbeddedCloud far = EmbeddedCloud.start()) {
            for (EmbeddedCloud cloud : new EmbeddedCloud[] {near, far}) {
                String share = cloud.addProductionShare("orders-db", 3);
                Shares shares = new OpenStackCloud(CloudSettings.builder(
                                        "lab",
                                        cloud.keystoneUrl(),
                                        Credential.Password.named("jenkins", "Default", "ci", "Default", "jenkins"))
                                .build())
                        .shares();
                assertThat(shares.showShare(share).sizeGiB()).isEqualTo(3);
                assertThatExceptionOfType(CloudException.class)
                        .isThrownBy(() -> shares.showShare(UUID.randomUUID().toString()))
                        .satisfies(e -> assertThat(e.isNotFound()).isTrue());
                counts.add(cloud.requests().size());
                // Java's own client tries again on a connection that broke, so the break has to last
                cloud.faults().next("GET", "/shares/*").times(Integer.MAX_VALUE).dropsConnectionBeforeWork();
                assertThatExceptionOfType(CloudException.class)
                        .isThrownBy(() -> shares.showShare(share))
                        .withMessageContaining("the connection broke");
            }
            assertThat(counts).hasSize(1);
        }
    }
}
