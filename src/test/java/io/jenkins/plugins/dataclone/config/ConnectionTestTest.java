package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import io.jenkins.plugins.dataclone.model.Quota;
import io.jenkins.plugins.dataclone.model.QuotaItem;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.port.CloudIdentity;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Condition;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Login;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Means;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionTestTest {
    private static final Login JENKINS = new Login("jenkins", "ci", List.of("member", "reader"), Means.PASSWORD);

    @Test
    void saysInALineEachWhoWeAreWhatAnswersAndWhatIsLeft() {
        CloudIdentity identity = new CloudIdentity(
                "lab",
                new Login("jenkins", "ci", List.of("member"), Means.RESTRICTED_APPLICATION_CREDENTIAL),
                Optional.of(JENKINS),
                List.of("RegionOne"),
                List.of(well("Keystone", "3.14"), well("Manila", "2.0 to 2.73"), well("Neutron", "")),
                Map.of(
                        QuotaItem.of(QuotaKind.SHARE_GIGABYTES), new Quota(1000, 900),
                        QuotaItem.of(QuotaKind.SHARES), new Quota(50, 2),
                        QuotaItem.of(QuotaKind.PORTS), new Quota(Quota.UNLIMITED, 3)));

        assertThat(ConnectionTest.lines(identity))
                .containsExactly(
                        "Logged in as 'jenkins' in project 'ci' with a restricted application credential, roles: member;"
                                + " region RegionOne.",
                        "Bays are made as 'jenkins' in project 'ci' with a password, roles: member, reader.",
                        "Keystone 3.14, Manila 2.0 to 2.73, Neutron answer.",
                        "Left: 48 of 50 shares, 100 of 1000 GiB of shares.");
        assertThat(ConnectionTest.answer(identity).kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void whatCannotBeUsedMakesItAWarningAndNothingIsMarkup() {
        CloudIdentity identity = new CloudIdentity(
                "lab",
                JENKINS,
                Optional.empty(),
                List.of("<one>", "two"),
                List.of(
                        well("Keystone", "3.14"),
                        new Service("Magnum", Condition.MISSING, "", Optional.of("no <b>: createBay cannot be used."))),
                Map.of());

        FormValidation answer = ConnectionTest.answer(identity);

        assertThat(answer.kind).isEqualTo(FormValidation.Kind.WARNING);
        assertThat(answer.renderHtml())
                .contains("no region chosen, the first one that fits is taken of &lt;one&gt;, two.<br>")
                .contains("<br>no &lt;b&gt;: createBay cannot be used.")
                .doesNotContain("<one>", "<b>");
    }

    private static Service well(String name, String versions) {
        return new Service(name, Condition.ANSWERS, versions, Optional.empty());
    }
}
