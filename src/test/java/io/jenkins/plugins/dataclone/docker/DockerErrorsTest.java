package io.jenkins.plugins.dataclone.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DockerErrorsTest {
    @Test
    void anEngineThatHangsUpWithoutAWordMayGoDownOrRefuseTheCertificate() {
        CloudException error = DockerErrors.of(
                "Asking the engine", new RuntimeException(new IOException("127.0.0.1:2376 failed to respond")));

        assertThat(error)
                .hasMessage(
                        "Asking the engine failed: the engine closed the connection without an answer; either it goes"
                                + " down just now or it does not accept the client certificate (expired, or signed by another"
                                + " authority)");
        assertThat(error.isRetryable()).as("it may come back").isTrue();
    }
}
