package io.jenkins.plugins.dataclone.demo;

import com.lesfurets.jenkins.unit.MethodSignature;
import com.lesfurets.jenkins.unit.PipelineTestHelper;
import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.Script;
import hudson.EnvVars;
import io.jenkins.plugins.dataclone.harness.BodyRun;
import io.jenkins.plugins.dataclone.harness.Build;
import io.jenkins.plugins.dataclone.harness.StepRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * Runs a Jenkinsfile with jenkins-pipeline-unit. The steps of the plugin are the real ones, found by their descriptors as
 * Jenkins finds them; {@code node}, {@code stage}, {@code checkout}, {@code echo} and {@code sh} are small local ones.
 */
final class PipelineScript {
    private final Build build;
    private final Path project;
    private final PrintStream log;
    private final PipelineTestHelper helper = new PipelineTestHelper();
    private final Deque<BodyRun> bodies = new ArrayDeque<>();
    private Instant bodyBegan;
    private Instant bodyEnded;

    /** @param project the folder with the Jenkinsfile; {@code checkout} copies it to the workspace */
    PipelineScript(Build build, Path project) {
        this.build = build;
        this.project = project;
        this.log = build.listener().getLogger();
    }

    /**
     * Runs it to its end.
     *
     * @return whether the build was a success
     */
    boolean run() {
        log.println("[Pipeline] Start of Pipeline");
        String failure = null;
        try {
            load().run();
        } catch (Exception e) {
            Throwable root = e instanceof UncheckedFailure ? e.getCause() : e;
            failure = root.getMessage() == null ? root.toString() : root.getMessage();
        }
        log.println("[Pipeline] End of Pipeline");
        if (failure != null) {
            log.println("ERROR: " + failure);
        }
        log.println("Finished: " + (failure == null ? "SUCCESS" : "FAILURE"));
        return failure == null;
    }

    /** When the body of {@code withDataClone} began, or null. */
    Instant bodyBegan() {
        return bodyBegan;
    }

    Instant bodyEnded() {
        return bodyEnded;
    }

    private Script load() {
        helper.setScriptRoots(project.toAbsolutePath().toString());
        helper.setScriptExtension("");
        helper.setBaseClassloader(PipelineScript.class.getClassLoader());
        helper.init();
        for (StepDescriptor descriptor : StepDescriptor.all()) {
            register(descriptor);
        }
        LocalSteps local = new LocalSteps(log, build.directory(), this::environment);
        local("node", this::node, Closure.class);
        local("stage", this::stage, String.class, Closure.class);
        local("checkout", args -> single("checkout", this::checkout), Object.class);
        local("echo", args -> single("echo", () -> log.println(args[0])), String.class);
        local("sh", args -> single("sh", () -> local.sh(args[0].toString())), String.class);
        Binding binding = new Binding();
        binding.setVariable("scm", "the project");
        binding.setVariable("env", new EnvironmentOfScript());
        return helper.loadScript("Jenkinsfile", binding);
    }

    private void register(StepDescriptor descriptor) {
        String name = descriptor.getFunctionName();
        if (descriptor.takesImplicitBlockArgument()) {
            local(name, args -> block(descriptor, (Map<?, ?>) args[0], (Closure<?>) args[1]), Map.class, Closure.class);
        } else {
            local(name, args -> step(descriptor, (Map<?, ?>) args[0]), Map.class);
            local(name, args -> step(descriptor, Map.of()));
        }
    }

    private void local(String name, Function<Object[], Object> work, Class<?>... parameters) {
        helper.registerAllowedMethod(MethodSignature.method(name, parameters), new Closure<Object>(this) {
            private static final long serialVersionUID = 1L;

            @Override
            public Object call(Object... args) {
                return work.apply(args);
            }

            /** How many arguments Groovy may pass. */
            @SuppressWarnings("unused")
            public Object doCall(Object... args) {
                return work.apply(args);
            }
        });
    }

    private Object step(StepDescriptor descriptor, Map<?, ?> arguments) {
        log.println("[Pipeline] " + descriptor.getFunctionName());
        return awaited(start(StepBinder.bind(descriptor, arguments)));
    }

    private Object block(StepDescriptor descriptor, Map<?, ?> arguments, Closure<?> closure) {
        log.println("[Pipeline] " + descriptor.getFunctionName());
        StepRun step = start(StepBinder.bind(descriptor, arguments));
        try {
            BodyRun body = step.awaitBody();
            log.println("[Pipeline] {");
            bodyBegan = Instant.now();
            bodies.push(body);
            try {
                body.finish(closure.call());
            } catch (Exception e) {
                body.fail(e instanceof UncheckedFailure ? e.getCause() : e);
            } finally {
                bodies.pop();
                bodyEnded = Instant.now();
                log.println("[Pipeline] }");
            }
        } catch (Exception e) {
            throw new UncheckedFailure(e);
        }
        Object value = awaited(step);
        log.println("[Pipeline] // " + descriptor.getFunctionName());
        return value;
    }

    private StepRun start(Step step) {
        return bodies.isEmpty() ? build.start(step) : bodies.peek().start(step);
    }

    private static Object awaited(StepRun step) {
        try {
            return step.await();
        } catch (Exception e) {
            throw new UncheckedFailure(e);
        }
    }

    private Object node(Object[] args) {
        log.println("[Pipeline] node");
        log.println("Running on built-in agent in " + build.directory());
        return braces("node", "", (Closure<?>) args[0]);
    }

    private Object stage(Object[] args) {
        log.println("[Pipeline] stage");
        return braces("stage", " (" + args[0] + ")", (Closure<?>) args[1]);
    }

    private Object braces(String name, String label, Closure<?> closure) {
        log.println("[Pipeline] {" + label);
        try {
            return closure.call();
        } finally {
            log.println("[Pipeline] }");
            log.println("[Pipeline] // " + name);
        }
    }

    private Object single(String name, LocalSteps.Work work) {
        log.println("[Pipeline] " + name);
        try {
            work.run();
            return null;
        } catch (Exception e) {
            throw new UncheckedFailure(e);
        }
    }

    private void checkout() throws IOException {
        try (Stream<Path> files = Files.list(project)) {
            for (Path file : files.toList()) {
                Files.copy(file, build.directory().resolve(file.getFileName()));
            }
        }
        log.println("Copied " + project + " to the workspace");
    }

    private EnvVars environment() {
        return bodies.isEmpty() ? new EnvVars() : bodies.peek().environment();
    }

    /** What {@code env} is in a script. */
    private final class EnvironmentOfScript extends AbstractMap<String, String> {
        @Override
        public Set<Entry<String, String>> entrySet() {
            EnvVars all = new EnvVars(System.getenv());
            all.putAll(environment());
            return all.entrySet();
        }

        @Override
        public String get(Object name) {
            String value = environment().get(name.toString());
            return value == null ? System.getenv(name.toString()) : value;
        }
    }

    /** Carries what a step failed with through the script. */
    private static final class UncheckedFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UncheckedFailure(Exception cause) {
            super(cause);
        }
    }
}
