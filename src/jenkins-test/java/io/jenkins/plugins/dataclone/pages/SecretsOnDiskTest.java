package io.jenkins.plugins.dataclone.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.dataclone.freestyle.CreateBayBuilder;
import io.jenkins.plugins.dataclone.freestyle.FreshEnvironmentWrapper;
import io.jenkins.plugins.dataclone.pipeline.EmbeddedLab;
import io.jenkins.plugins.dataclone.pipeline.Pipelines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** After builds with everything in them, nothing secret lies in JENKINS_HOME: no password, no key, no token. */
@WithJenkins
class SecretsOnDiskTest {
    private static final String STACK_SECRET = "hush-hush-database";
    private static final Pattern KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");

    @RegisterExtension
    final EmbeddedLab lab = new EmbeddedLab();

    private JenkinsRule jenkins;

    @BeforeEach
    void configure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        lab.engine();
        lab.configure();
    }

    @Test
    void nothingSecretIsLeftByAPipeline() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(Pipelines.job(jenkins, """
                node {
                    writeFile file: 'compose.yml', text: '''
                services:
                  web:
                    image: busybox:1.36
                    ports: ["8080"]
                    secrets: [password]
                secrets:
                  password:
                    file: password.txt
                '''
                    sh 'printf "hush-hush-%s" database > password.txt'
                    withDataClone(source: 'orders-db', bay: 'swarm-small', stack: 'compose.yml') {
                        sh 'rm password.txt; test -s "$DOCKER_CERT_PATH/key.pem"'
                    }
                }
                """));

        assertThat(JenkinsRule.getLog(run)).doesNotContain(STACK_SECRET);
        assertNothingSecret();
    }

    @Test
    void nothingSecretIsLeftByAFreestyleJob() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        FreshEnvironmentWrapper wrapper = new FreshEnvironmentWrapper("orders-db");
        wrapper.setBay("swarm-small");
        job.getBuildWrappersList().add(wrapper);
        job.getBuildersList().add(new CreateBayBuilder("swarm-small"));

        jenkins.buildAndAssertSuccess(job);
        lab.awaitAllGone();

        // the certificate of the bay goes with the next round of the reaper
        await().atMost(Duration.ofSeconds(60)).untilAsserted(this::assertNothingSecret);
    }

    private void assertNothingSecret() throws IOException {
        List<String> found = new ArrayList<>();
        Path home = jenkins.jenkins.getRootDir().toPath();
        List<String> tokens = lab.cloud().tokens();
        assertThat(tokens).as("tokens that were given out").isNotEmpty();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(home.resolve("plugins")))
                    .toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                boolean secret = content.contains(lab.cloud().applicationCredentialSecret())
                        || content.contains(STACK_SECRET)
                        || KEY.matcher(content).find() && !isJenkinsOwn(home.relativize(file))
                        || tokens.stream().anyMatch(content::contains);
                if (secret) {
                    found.add(home.relativize(file).toString());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** The identity of the instance has a key of its own, which is none of ours. */
    private static boolean isJenkinsOwn(Path file) {
        return file.startsWith("secrets") || file.getFileName().toString().startsWith("identity.key");
    }
}
