package io.jenkins.plugins.dataclone.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.EnvironmentState;
import io.jenkins.plugins.dataclone.pipeline.EmbeddedLab;
import io.jenkins.plugins.dataclone.pipeline.Pipelines;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A person goes from page to page. The client fails at an error of a script, and at an answer that is none. */
@WithJenkins
class WalkTest {
    @RegisterExtension
    final EmbeddedLab lab = new EmbeddedLab();

    private JenkinsRule jenkins;
    private JenkinsRule.WebClient client;

    @BeforeEach
    void configure(JenkinsRule rule) throws Exception {
        jenkins = rule;
        client = jenkins.createWebClient();
        lab.configure();
    }

    @Test
    void theEmptyPageExplainsHowToStart() throws Exception {
        assertThat(client.goTo("").getWebResponse().getContentAsString()).contains("/jenkins/dataclone");
        assertThat(client.goTo("dataclone/").asNormalizedText())
                .contains("No build owns an environment now", "withDataClone");
    }

    @Test
    void everyLinkOfEveryPageLeadsSomewhere() throws Exception {
        WorkflowRun run = kept();
        String id = environment(run).id();
        List<String> broken = new ArrayList<>();
        TreeSet<String> links = new TreeSet<>();
        for (String address : List.of(
                "dataclone/",
                "dataclone/?q=app&state=kept",
                "dataclone/confirm?deed=destroy&id=" + id,
                "dataclone/confirm?deed=extend&id=" + id,
                "dataclone/environment/" + id + "/",
                run.getUrl(),
                run.getUrl() + "dataclone/",
                run.getUrl() + "console",
                "manage/configure")) {
            HtmlPage page = client.goTo(address);
            assertThat(page.asNormalizedText()).as(address).isNotEmpty();
            for (HtmlAnchor anchor : page.getAnchors()) {
                String target =
                        page.getFullyQualifiedUrl(anchor.getHrefAttribute()).toString();
                if (target.startsWith(jenkins.getURL().toString()) && target.contains("dataclone")) {
                    links.add(target);
                }
            }
        }
        assertThat(links).anySatisfy(link -> assertThat(link).contains(id));
        JenkinsRule.WebClient tolerant = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        for (String link : links) {
            int status = ((Page) tolerant.getPage(link)).getWebResponse().getStatusCode();
            if (status != 200) {
                broken.add(link + " answers " + status);
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void aPageTellsOfItsEnvironment() throws Exception {
        WorkflowRun run = kept();
        Environment kept = environment(run);

        assertThat(client.goTo("dataclone/").asNormalizedText()).contains("app#1", "orders-db", kept.id());
        assertThat(client.goTo("dataclone/environment/" + kept.id() + "/").asNormalizedText())
                .contains("app#1", "orders-db", "the steps in it failed", "share snapshot", "share");
        assertThat(client.goTo(run.getUrl()).asNormalizedText()).contains("orders-db");
        assertThat(client.goTo(run.getUrl() + "dataclone/").asNormalizedText()).contains(kept.id(), "orders-db");
        Page timeline = client.goTo("dataclone/environment/" + kept.id() + "/timeline.svg", "image/svg+xml");
        assertThat(timeline.getWebResponse().getContentAsString()).startsWith("<svg");
    }

    @Test
    void anEnvironmentIsExtendedAtItsPage() throws Exception {
        Environment kept = environment(kept());
        HtmlPage page = client.goTo("dataclone/environment/" + kept.id() + "/");

        HtmlForm form = page.getForms().stream()
                .filter(candidate -> candidate.getActionAttribute().equals("extend"))
                .findFirst()
                .orElseThrow();
        form.getInputByName("by").setValue("3h");
        jenkins.submit(form);

        assertThat(DataCloneRuntime.get().ledger().get(kept.id()).expiresAt())
                .isAfter(Instant.now().plus(Duration.ofHours(2)));
    }

    @Test
    void chosenEnvironmentsAreDestroyedAfterAQuestion() throws Exception {
        Environment kept = environment(kept());
        HtmlPage question = client.goTo("dataclone/confirm?deed=destroy&id=" + kept.id());

        HtmlForm form = question.getForms().stream()
                .filter(candidate -> candidate.getActionAttribute().equals("destroy"))
                .findFirst()
                .orElseThrow();
        jenkins.submit(form);

        assertThat(DataCloneRuntime.get().ledger().get(kept.id()).state()).isNotEqualTo(EnvironmentState.KEPT);
        lab.awaitAllGone();
    }

    @Test
    void theGeneratorsOfferEveryStep() throws Exception {
        WorkflowRun run = kept();
        String page = client.goTo(run.getParent().getUrl() + "pipeline-syntax/")
                .getWebResponse()
                .getContentAsString();
        for (String step : List.of(
                "withDataClone",
                "cloneShare",
                "createBay",
                "deployStack",
                "resizeBay",
                "checkpointClone",
                "rollbackClone",
                "destroyEnv")) {
            assertThat(page).as(step).contains(step + ": ");
        }
    }

    private WorkflowRun kept() throws Exception {
        return jenkins.buildAndAssertStatus(
                Result.FAILURE,
                Pipelines.job(
                        jenkins, "withDataClone(source: 'orders-db', keepOnFailure: '1h') { error 'tests failed' }"));
    }

    private static Environment environment(WorkflowRun run) {
        return DataCloneRuntime.get().ledger().all().stream()
                .filter(e -> e.owner().run().equals(run.getExternalizableId()))
                .findFirst()
                .orElseThrow();
    }
}
