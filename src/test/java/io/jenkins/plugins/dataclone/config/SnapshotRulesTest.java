package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.dataclone.model.SnapshotChoice;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.model.SnapshotRetention;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotRulesTest {
    private static final String ID = "2307641d-a537-40a0-a669-269c11bbf9c6";

    private final SnapshotRules rules = new SnapshotRules();

    @Test
    void aNewOneThatGoesWithItsCloneUnlessSomethingElseIsSaid() {
        assertThat(rules.policy(null)).isEqualTo(SnapshotPolicy.takeNew());
        assertThat(rules.policy(" ")).isEqualTo(SnapshotPolicy.takeNew());
        assertThat(rules.policy("new")).isEqualTo(SnapshotPolicy.takeNew());
    }

    @Test
    void theAdministratorsChoiceWithItsAge() {
        rules.setUse("latest");
        rules.setMaxAge("1h");

        assertThat(rules.policy(null).choice()).isEqualTo(SnapshotChoice.latest(Duration.ofHours(1)));
        assertThat(rules.policy("latest").choice()).isEqualTo(SnapshotChoice.latest(Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "newest before 1d", "nightly", ID})
    void anAuthorChoosesNothingUnlessAllowed(String wanted) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.policy(wanted))
                .withMessage(
                        "jobs may not choose '" + wanted + "'; leave it out, the administrator has decided for 'new'");
    }

    @Test
    void anAuthorChoosesAmongWhatIsAllowed() {
        rules.setUse("name:golden");
        rules.setChoices(List.of("new", "latest", "before", "nightly-*"));

        assertThat(rules.policy("new").choice()).isEqualTo(SnapshotChoice.takeNew());
        assertThat(rules.policy("latest").names()).isEmpty();
        assertThat(rules.policy("before 1d").names()).isEmpty();
        assertThat(rules.policy("name:nightly-1"))
                .isEqualTo(new SnapshotPolicy(
                        SnapshotChoice.named("nightly-1"), List.of("nightly-*"), SnapshotRetention.none()));
        assertThat(rules.policy(ID).names())
                .as("an id is judged by the name, which only the cloud knows")
                .containsExactly("nightly-*");
        assertThat(rules.policy(null).names()).isEmpty();
    }

    @Test
    void namesAreNotAllowedByKeywords() {
        rules.setChoices(List.of("latest"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.policy("nightly"))
                .withMessage("jobs may not choose 'nightly'; they may choose: latest");
    }

    @Test
    void whatCannotBeReadIsSaid() {
        rules.setChoices(List.of("before"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.policy("before yesterday"))
                .withMessageContaining("'yesterday' is no time");
    }

    @Test
    void keepsANumberOrForATimeOrBoth() {
        rules.setKeep(3);
        assertThat(rules.policy(null).keep()).isEqualTo(new SnapshotRetention(3, SnapshotRules.USUAL_KEEP_FOR));
        rules.setKeepFor("12h");
        assertThat(rules.policy(null).keep()).isEqualTo(new SnapshotRetention(3, Duration.ofHours(12)));
        rules.setKeep(0);
        assertThat(rules.policy(null).keep()).isEqualTo(new SnapshotRetention(Integer.MAX_VALUE, Duration.ofHours(12)));
    }

    @Test
    void whereOnlySanitizedOnesMayBeUsedNoneIsTaken() {
        rules.setSanitizedOnly(true);
        assertThat(rules.problem()).hasValueSatisfying(p -> assertThat(p).startsWith("use: 'new' takes a snapshot"));
        rules.setUse("latest");
        rules.setChoices(List.of("nightly-*", "new"));
        assertThat(rules.problem()).hasValueSatisfying(p -> assertThat(p).startsWith("choices: 'new' takes"));
        rules.setChoices(List.of("nightly-*"));
        assertThat(rules.problem()).isEmpty();
        assertThat(rules.policy(null).sanitizedOnly()).isTrue();
        assertThat(rules.policy("nightly-1").sanitizedOnly()).isTrue();
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertThat(rules.problem()).isEmpty();
        rules.setKeepFor("long");
        assertThat(rules.problem()).hasValueSatisfying(p -> assertThat(p).startsWith("keepFor: "));
        rules.setKeep(-1);
        assertThat(rules.problem()).hasValueSatisfying(p -> assertThat(p).startsWith("keep: "));
        rules.setChoices(List.of("id:" + ID));
        assertThat(rules.problem()).hasValueSatisfying(p -> assertThat(p).startsWith("choices: "));
        rules.setMaxAge("young");
        assertThat(rules.problem()).hasValueSatisfying(p -> assertThat(p).startsWith("maxAge: "));
        rules.setUse("before dawn");
        assertThat(rules.problem()).hasValueSatisfying(p -> assertThat(p).startsWith("use: "));
    }

    @Test
    void aJobThatChoosesWrongIsToldWithTheNameOfTheSource() {
        DataSource orders = Samples.source("orders-db", "lab");
        DataSources sources = new DataSources(List.of(Samples.cloud("lab")), List.of(orders));

        assertThatExceptionOfType(CloudException.class)
                .isThrownBy(() -> sources.cloneRequest("lab", "orders-db", "latest", "job"))
                .withMessage(
                        "snapshot: of data source 'orders-db' on cloud 'lab' jobs may not choose 'latest'; leave it"
                                + " out, the administrator has decided for 'new'");
    }
}
