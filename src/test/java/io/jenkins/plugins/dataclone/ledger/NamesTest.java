package io.jenkins.plugins.dataclone.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.dataclone.fake.TestBed;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of environments and names of remote objects. */
class NamesTest {
    private static final int LONGEST_DNS_LABEL = 63;

    @Test
    void anIdFollowsFromControllerBuildAndName() {
        String id = EnvironmentIds.of("controller-1", TestBed.OWNER, "default");
        // a change of this value would lose what running builds own at an upgrade
        assertThat(id).isEqualTo("atyxe36vac6l").isEqualTo(EnvironmentIds.of("controller-1", TestBed.OWNER, "default"));
        assertThat(EnvironmentIds.of("controller-2", TestBed.OWNER, "default")).isNotEqualTo(id);
        assertThat(EnvironmentIds.of("controller-1", TestBed.OWNER, "other")).isNotEqualTo(id);
    }

    @Test
    void idsAreFitForHostNamesAndDiffer() {
        Set<String> ids = new HashSet<>();
        for (int build = 1; build <= 2_000; build++) {
            Owner owner = new Owner("job#" + build, "", TestBed.START);
            String id = EnvironmentIds.of("controller", owner, "default");
            assertThat(id).matches("[a-z][a-z2-7]{11}");
            ids.add(id);
        }
        assertThat(ids).hasSize(2_000);
    }

    @ParameterizedTest
    @EnumSource(ResourceKind.class)
    void namesAreDnsLabelsEvenWithTheLongestPrefix(ResourceKind kind) {
        String id = EnvironmentIds.of("controller-1", TestBed.OWNER, "default");
        String name = new Naming("abcdefghij0123456789").name(id, kind, 999);
        assertThat(name)
                .matches("[a-z]([a-z0-9-]*[a-z0-9])?")
                .hasSizeLessThanOrEqualTo(LONGEST_DNS_LABEL)
                .isEqualTo("abcdefghij0123456789-" + id + "-" + kind.namePart() + "-999");
        assertThat(name).startsWith(new Naming("abcdefghij0123456789").prefix());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "-a", "A", "a_b", "a.b", "abcdefghij01234567890", "\u00e4", "a b"})
    void refusesAPrefixThatSomeServiceWouldRefuse(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Naming(prefix))
                .withMessageContaining("must start with a lower-case letter");
    }
}
