package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.Share;
import io.jenkins.plugins.dataclone.port.Time;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A project with more shares than fit a page, some of them in states and with protocols that nobody here knows. */
class ManySharesTest {
    private static final int MANY = 2_500;

    @Test
    void allAreListedWhateverStateTheyAreIn() throws Exception {
        try (EmbeddedCloud cloud =
                EmbeddedCloud.builder().inProcess("many.embedded").maxPage(300).start()) {
            for (int i = 0; i < MANY; i++) {
                cloud.addShare("ci", "dataclone-" + i, 1, "default");
            }
            cloud.addShare("dataclone-ceph", "CEPHFS", "available");
            cloud.addShare("dataclone-magic", "MAPRFS", "creating_by_magic");
            cloud.addShare("dataclone-reverting", "NFS", "reverting");
            Shares shares = TestClouds.at(cloud, Time.system()).shares();

            List<Share> listed = shares.listShares("dataclone-");

            assertThat(listed).hasSize(MANY + 3);
            assertThat(listed.stream().map(Share::id).distinct()).hasSize(MANY + 3);
            assertThat(listed)
                    .filteredOn(share -> share.name().equals("dataclone-magic"))
                    .singleElement()
                    .satisfies(share -> assertThat(share.status()).isEqualTo("creating_by_magic"))
                    .satisfies(share -> assertThat(share.remoteStatus()).isEqualTo(RemoteStatus.PENDING));
            assertThat(listed).extracting(Share::protocol).contains("CEPHFS", "MAPRFS");
            assertThat(cloud.requests())
                    .filteredOn(request -> request.path().endsWith("/shares/detail"))
                    .hasSizeGreaterThan(8);
        }
    }
}
