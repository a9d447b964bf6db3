package io.jenkins.plugins.dataclone.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.model.ResourceState;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvisionerTest {
    private final TestBed bed = new TestBed();

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void whatWasMadeAlthoughTheAnswerNamesNoIdIsFoundByItsName(String noId) throws Exception {
        String environment = bed.open().id();
        Resource planned = bed.ledger()
                .plan(
                        environment,
                        ResourceKind.SHARE_SNAPSHOT,
                        "lab",
                        "data",
                        Map.of(RemoteSnapshot.SOURCE, bed.productionShare));
        Provisioner provisioner = new Provisioner(bed.context(), environment);
        RemoteSnapshot remote = new RemoteSnapshot(bed.context(), environment);
        Provisioner.Creation emptyAnswer = snapshot -> {
            OwnershipTag tag = OwnershipTag.of(bed.ledger().get(environment), bed.clock.instant());
            bed.cloud.shares().createSnapshot(bed.productionShare, snapshot.name(), tag);
            return noId;
        };

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> provisioner.advance(planned, remote, emptyAnswer))
                .matches(CloudException::isRetryable, "is tried again")
                .withMessageContaining("names no id");
        Resource asked = bed.ledger().get(environment).resource(planned.name()).orElseThrow();
        assertThat(asked.state()).isEqualTo(ResourceState.REQUESTED);
        assertThat(asked.id()).isNull();

        Resource found = provisioner.advance(asked, remote, again -> {
            throw new AssertionError("asked for a second time");
        });

        assertThat(found.state()).isEqualTo(ResourceState.CREATED);
        assertThat(bed.cloud.shares().showSnapshot(found.id()).name()).isEqualTo(planned.name());
    }
}
