package io.jenkins.plugins.dataclone.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
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

    @Test
    void whatAnEngineSaysIsOneLineOfReasonableLengthWithoutControlCharacters() {
        String said = "port\u001b[2J is\u0000\n\talready allocated " + "x".repeat(100_000);
        RuntimeException error = new DockerException("Status 500: {\"message\":\"" + said + "\"}", 500);

        CloudException told = DockerErrors.of("Starting it", error);

        assertThat(told)
                .hasMessageStartingWith(
                        "Starting it failed: the engine answered 500: port [2J is already allocated xxx");
        assertThat(told.getMessage()).hasSizeLessThan(1_100);
    }

    @Test
    void anImageThatNeedsALoginOrDoesNotExistIsNotTriedAgain() {
        CloudException login = DockerErrors.of(
                "Pulling image a",
                new InternalServerErrorException(
                        "Head \"http://r.example.org/v2/team/app/manifests/1\": no basic auth credentials"));
        assertThat(login.kind()).isEqualTo(CloudException.Kind.DENIED);
        assertThat(login).hasMessageContaining("the registry wants a login, which a bay does not have");
        CloudException missing =
                DockerErrors.of("Pulling image a", new InternalServerErrorException("manifest unknown"));
        assertThat(missing.kind()).isEqualTo(CloudException.Kind.REFUSED);
        assertThat(DockerErrors.of("Pulling image a", new InternalServerErrorException("connection refused"))
                        .isRetryable())
                .isTrue();
    }
}
