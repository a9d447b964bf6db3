package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.dataclone.runtime.EnvironmentEvent;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    @Test
    void hearsEverythingUnlessToldOtherwise() {
        Webhook webhook = new Webhook(" https://chat.example.org/hook ");
        webhook.check();
        assertThat(webhook.getUrl()).isEqualTo("https://chat.example.org/hook");
        assertThat(webhook.kinds()).containsExactly(EnvironmentEvent.Kind.values());

        webhook.setEvents(List.of("stuck, gone"));
        webhook.check();
        assertThat(webhook.getEvents()).containsExactly("stuck", "gone");
        assertThat(webhook.kinds()).containsExactly(EnvironmentEvent.Kind.STUCK, EnvironmentEvent.Kind.GONE);
        assertThat(webhook.getEventsText()).isEqualTo("stuck, gone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://example.org/",
                "file:///etc/passwd",
                "chat.example.org",
                "https://user:password@example.org/",
                "https://example.org/?token=secret",
                "javascript:alert(1)"
            })
    void goesToTheWebOnlyAndCarriesNoSecretInItsAddress(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Webhook(url).check());
    }

    @Test
    void knowsItsEvents() {
        Webhook webhook = new Webhook("https://chat.example.org/hook");
        webhook.setEvents(List.of("deleted"));

        assertThatIllegalArgumentException()
                .isThrownBy(webhook::check)
                .withMessageContaining("'deleted' is not among created, ready, kept, expiring, found, stuck, gone");
    }

    @Test
    void theSecretIsLookedUpForItsAddress() {
        Webhook signed = new Webhook("https://chat.example.org/hook");
        signed.setCredentialsId("signing");
        Webhook plain = new Webhook("https://other.example.org/hook");

        assertThat(WebhookTargets.of(List.of(signed, plain), (id, url) -> id + " for " + url))
                .satisfiesExactly(
                        target -> {
                            assertThat(target.secret()).isEqualTo("signing for https://chat.example.org/hook");
                            assertThat(target.address()).isEqualTo(URI.create("https://chat.example.org/hook"));
                        },
                        target -> assertThat(target.secret()).isNull());
    }

    @Test
    void nobodyGetsUnsignedMessagesBecauseASecretIsMissing() {
        Webhook signed = new Webhook("https://chat.example.org/hook");
        signed.setCredentialsId("lost");

        assertThat(WebhookTargets.of(List.of(signed), (id, url) -> null)).isEmpty();
    }

    @Test
    void oneThatIsNotSoundDoesNotSilenceTheOthers() {
        Webhook broken = new Webhook("https://chat example/secret path");
        Webhook good = new Webhook("https://chat.example.org/hook");

        assertThat(WebhookTargets.of(List.of(broken, good), (id, url) -> null))
                .extracting(target -> target.address().toString())
                .containsExactly("https://chat.example.org/hook");
    }
}
