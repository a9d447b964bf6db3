package io.jenkins.plugins.dataclone.demo;

import hudson.AbortException;
import hudson.EnvVars;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Steps of other plugins, as far as the examples need them. */
final class LocalSteps {
    /** Work of a step. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private final PrintStream log;
    private final Path workspace;
    private final Supplier<EnvVars> environment;

    LocalSteps(PrintStream log, Path workspace, Supplier<EnvVars> environment) {
        this.log = log;
        this.workspace = workspace;
        this.environment = environment;
    }

    /** Runs a shell script in the workspace with the variables of the blocks around it. */
    void sh(String script) throws IOException, InterruptedException {
        log.println("+ " + script.strip());
        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", script)
                .directory(workspace.toFile())
                .redirectErrorStream(true);
        shell.environment().putAll(environment.get());
        Process process = shell.start();
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(log::println);
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new AbortException("script returned exit code " + code);
        }
    }
}
