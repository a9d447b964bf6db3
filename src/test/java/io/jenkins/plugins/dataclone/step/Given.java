package io.jenkins.plugins.dataclone.step;

import hudson.model.Result;
import io.jenkins.plugins.dataclone.harness.Build;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** What tests of steps start from. */
final class Given {
    static final String SECRET_OF_THE_STACK = "hush-hush-database";
    static final String COMPOSE = """
            services:
              db:
                image: dataclone-test/httpd:1
                volumes:
                  - dbdata:/data
                secrets:
                  - password
              web:
                image: dataclone-test/httpd:1
                ports:
                  - "8080"
                configs:
                  - source: page
                    target: /page.html
            volumes:
              dbdata:
            configs:
              page:
                file: page.html
            secrets:
              password:
                file: password.txt
            """;

    private Given() {}

    /** Puts an application that can be deployed into the workspace. */
    static void application(Build build) {
        build.writeFile("test/compose.yml", COMPOSE);
        build.writeFile("test/page.html", "<p>page</p>");
        build.writeFile("test/password.txt", SECRET_OF_THE_STACK);
    }

    /** A clone alone. */
    static WithDataCloneStep cloneOnly() {
        WithDataCloneStep step = new WithDataCloneStep("orders-db");
        step.setCloud("lab");
        return step;
    }

    /** A clone and a bay. */
    static WithDataCloneStep cloneAndBay() {
        WithDataCloneStep step = cloneOnly();
        step.setBay("swarm-small");
        return step;
    }

    /** Clone, bay and stack. */
    static WithDataCloneStep everything() {
        WithDataCloneStep step = cloneAndBay();
        step.setStack("test/compose.yml");
        return step;
    }

    static FlowInterruptedException abort() {
        return new FlowInterruptedException(Result.ABORTED, true);
    }
}
