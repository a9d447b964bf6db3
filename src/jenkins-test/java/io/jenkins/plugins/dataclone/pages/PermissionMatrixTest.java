package io.jenkins.plugins.dataclone.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.pipeline.EmbeddedLab;
import io.jenkins.plugins.dataclone.pipeline.Pipelines;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Who gets what answer at which address. */
@WithJenkins
class PermissionMatrixTest {
    private static final List<String> USERS =
            List.of("anonymous", "reader", "builder", "configurer", "viewer", "keeper", "manager", "admin");
    /** Answers in the order of the users; {@code {id}} is an environment that is kept, {@code {run}} its build. */
    private static final String MATRIX = """
            GET  dataclone/                                  403 403 403 403 200 200 200 200
            GET  dataclone/table                             403 403 403 403 200 200 200 200
            GET  dataclone/api/json                          403 403 403 403 200 200 200 200
            GET  dataclone/prometheus                        403 403 403 403 200 200 200 200
            GET  dataclone/confirm?deed=destroy&id={id}      403 403 403 403 200 200 200 200
            GET  dataclone/environment/{id}/                 403 403 403 403 200 200 200 200
            GET  dataclone/environment/{id}/api/json         403 403 403 403 200 200 200 200
            GET  dataclone/environment/{id}/timeline.svg     403 403 403 403 200 200 200 200
            GET  dataclone/environment/nobodysenv12/         403 403 403 403 404 404 404 404
            POST dataclone/environment/{id}/extend?by=1h     403 403 403 403 403 302 403 302
            POST dataclone/extend?by=1h&id={id}              403 403 403 403 403 302 403 302
            POST dataclone/scan                              403 403 403 403 403 403 200 200
            POST dataclone/environment/{id}/destroy          403 403 403 403 403 302 403 302
            POST dataclone/destroy?id={id}                   403 403 403 403 403 302 403 302
            GET  {run}dataclone/                             403 200 200 200 200 200 200 200
            GET  {run}dataclone/api/json                     403 200 200 200 200 200 200 200
            GET  {run}dataclone/environment/{id}/timeline.svg 403 200 200 200 200 200 200 200
            POST {monitors}StuckEnvironments/act             403 403 403 403 403 403 403 302
            POST {monitors}SilentClouds/act                  403 403 403 403 403 403 403 302
            POST {monitors}CopiedHome/adopt                  403 403 403 403 403 403 403 302
            POST {monitors}CopiedHome/disown                 403 403 403 403 403 403 403 302
            POST {config}CloudProfile/testConnection         403 403 403 403 403 403 200 200
            """;

    private static final String MONITORS = "administrativeMonitor/io.jenkins.plugins.dataclone.ui.";
    private static final String CONFIG = "descriptorByName/io.jenkins.plugins.dataclone.config.";

    @RegisterExtension
    final EmbeddedLab lab = new EmbeddedLab();

    /** One for each user. */
    private final Map<String, JenkinsRule.WebClient> clients = new HashMap<>();

    private JenkinsRule jenkins;
    private WorkflowJob job;

    @BeforeEach
    void usersAndAJobWhoseEnvironmentsAreKept(JenkinsRule rule) throws Exception {
        jenkins = rule;
        lab.configure();
        job = Pipelines.job(
                jenkins, "withDataClone(source: 'orders-db', keepOnFailure: '1h') { error 'tests failed' }");
    }

    @Test
    void everyAddressAnswersAsTheRightsSay() throws Exception {
        List<String> wrong = new ArrayList<>();
        Environment kept = keep();
        Users.exist(jenkins);
        for (String row : MATRIX.lines().toList()) {
            String[] cells = row.split("\\s+");
            for (int i = 0; i < USERS.size(); i++) {
                kept = living(kept);
                int status = status(USERS.get(i), cells[0], address(cells[1], kept));
                if (status != Integer.parseInt(cells[i + 2])) {
                    wrong.add(USERS.get(i) + ": " + cells[0] + " " + cells[1] + " answers " + status + ", not "
                            + cells[i + 2]);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingIsChangedByGetOrWithoutACrumb() throws Exception {
        Environment kept = keep();
        Users.exist(jenkins);
        List<String> wrong = new ArrayList<>();
        for (String row : MATRIX.lines().filter(line -> line.startsWith("POST")).toList()) {
            String address = address(row.split("\\s+")[1], kept);
            JenkinsRule.WebClient client = client("admin");
            if (status(client, request(address, HttpMethod.POST)) != 403) {
                wrong.add(address + " is taken without a crumb");
            }
            int get = status(client, request(address, HttpMethod.GET));
            if (get != 404 && get != 405) {
                wrong.add("GET " + address + " answers " + get);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(DataCloneRuntime.get().ledger().get(kept.id()).state().isUsable())
                .isTrue();
    }

    @Test
    void whoMayNotConfigureLearnsNothingFromTheForms() throws Exception {
        Users.exist(jenkins);
        for (String user : USERS.subList(0, 6)) {
            for (String address : List.of(
                    CONFIG + "CloudProfile/fillCredentialsIdItems",
                    CONFIG + "DataSource/fillCloudItems",
                    CONFIG + "BayTemplate/fillCloudItems")) {
                WebResponse answer = post(user, address);
                assertThat(answer.getContentAsString())
                        .as("%s at %s: %d", user, address, answer.getStatusCode())
                        .doesNotContain("\"lab\"");
            }
        }
    }

    @Test
    void authorsOfOtherJobsLearnNothingOfWhatIsOffered() throws Exception {
        lab.onlyIn("finance").configure();
        Users.exist(jenkins);
        String field = job.getUrl() + "descriptorByName/io.jenkins.plugins.dataclone.step.CloneShareStep/";
        for (String user : USERS) {
            assertThat(post(user, field + "fillSourceItems?cloud=lab").getContentAsString())
                    .as(user)
                    .doesNotContain("orders-db");
        }
    }

    private String address(String template, Environment kept) {
        return template.replace("{id}", kept.id())
                .replace("{run}", kept.owner().url())
                .replace("{monitors}", MONITORS)
                .replace("{config}", CONFIG);
    }

    private Environment keep() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);
        return DataCloneRuntime.get().ledger().all().stream()
                .filter(e -> e.owner().run().equals(run.getExternalizableId()))
                .findFirst()
                .orElseThrow();
    }

    /** The same, or another one if somebody has destroyed it. */
    private Environment living(Environment kept) throws Exception {
        return DataCloneRuntime.get()
                        .ledger()
                        .find(kept.id())
                        .filter(e -> e.state().isUsable())
                        .isPresent()
                ? kept
                : keep();
    }

    private int status(String user, String method, String address) throws Exception {
        if (method.equals("POST")) {
            return post(user, address).getStatusCode();
        }
        return status(client(user), request(address, HttpMethod.GET));
    }

    private static int status(JenkinsRule.WebClient client, WebRequest request) throws IOException {
        return client.getPage(request).getWebResponse().getStatusCode();
    }

    private WebResponse post(String user, String address) throws Exception {
        JenkinsRule.WebClient client = client(user);
        return client.getPage(client.addCrumb(request(address, HttpMethod.POST)))
                .getWebResponse();
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        JenkinsRule.WebClient known = clients.get(user);
        if (known != null) {
            return known;
        }
        JenkinsRule.WebClient client =
                jenkins.createWebClient().withJavaScriptEnabled(false).withThrowExceptionOnFailingStatusCode(false);
        if (!user.equals("anonymous")) {
            client.withBasicCredentials(user);
        }
        // to the answer that was given, not to the login page that it leads to
        client.setRefreshHandler((page, address, seconds) -> {});
        clients.put(user, client.withRedirectEnabled(false));
        return client;
    }

    @AfterEach
    void close() {
        clients.values().forEach(JenkinsRule.WebClient::close);
    }

    private WebRequest request(String address, HttpMethod method) throws IOException {
        return new WebRequest(new URL(jenkins.getURL(), address), method);
    }
}
