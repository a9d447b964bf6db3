package io.jenkins.plugins.dataclone.harness;

import hudson.EnvVars;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** One step of a build, from its start to its end, over restarts. */
public final class StepRun {
    private static final Map<String, StepRun> ALL = new ConcurrentHashMap<>();

    private final String id;
    private final Build build;
    /** The block around it, or null. */
    private final StepRun outer;

    private final CompletableFuture<Object> end = new CompletableFuture<>();
    private final List<Object> lateEnds = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> launchAsked = new CompletableFuture<>();
    private final CompletableFuture<BodyRun> bodyBegun = new CompletableFuture<>();
    private volatile TestContext context = new TestContext(this);
    private volatile StepExecution execution;
    private volatile BodyRun body;
    private volatile boolean bodyRuns;
    /** What a controller that is killed now would find of the step. */
    private volatile byte[] saved;

    private record Saved(StepExecution execution, BodyRun.Saved body) implements Serializable {}

    StepRun(String id, Build build, StepRun outer) {
        this.id = id;
        this.build = build;
        this.outer = outer;
        ALL.put(id, this);
    }

    static StepRun byId(String id) {
        return ALL.get(id);
    }

    void start(Step step) {
        build.turn("start", () -> {
            try {
                execution = step.start(context);
                boolean over = execution.start();
                save();
                return over;
            } catch (Exception e) {
                ended(null, e);
                return true;
            }
        });
    }

    String id() {
        return id;
    }

    Build build() {
        return build;
    }

    TestContext context() {
        return context;
    }

    EnvironmentExpander outerExpander() {
        return outer == null || outer.body == null ? null : outer.body.expander();
    }

    EnvVars outerEnvironment() {
        return outer == null || outer.body == null ? new EnvVars() : outer.body.environment();
    }

    boolean isIn(StepRun block) {
        return outer == block;
    }

    // ---- what the test does and sees

    /** Asks the step to stop, as an abort of the build does. */
    public void stop(Throwable cause) {
        build.turn("stop", () -> {
            execution.stop(cause);
            return null;
        });
    }

    /** What a thread dump of the Pipeline says of it. */
    public String status() {
        return execution.getStatus();
    }

    public boolean isDone() {
        return end.isDone();
    }

    /** Waits for the step's value; throws what it failed with. */
    public Object await() throws Exception {
        try {
            return end.get(build.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("the step did not end: " + status() + "\n" + build.log(), e);
        }
    }

    /** Waits for the step's failure. */
    public Throwable awaitFailure() {
        try {
            Object value = await();
            throw new AssertionError("the step succeeded with " + value);
        } catch (Exception e) {
            return e;
        }
    }

    /** Waits for the body to begin; throws what the step failed with if there is none. */
    public BodyRun awaitBody() throws Exception {
        try {
            return (BodyRun) CompletableFuture.anyOf(bodyBegun, end)
                    .thenApply(first -> bodyBegun.getNow(null))
                    .get(build.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            await();
            throw e;
        }
    }

    /** Waits until the step has asked for its body; the Pipeline may not have begun it yet. */
    public void awaitLaunch() throws Exception {
        launchAsked.get(build.patience().toMillis(), TimeUnit.MILLISECONDS);
    }

    public boolean isBodyRunning() {
        return bodyRuns;
    }

    /** The body that runs now, after a restart too. */
    public BodyRun body() {
        return body;
    }

    /** Ends that came after the end. */
    public List<Object> lateEnds() {
        return lateEnds;
    }

    /** What is kept of the step in the build's directory, as text to look for secrets in. */
    public String savedText() {
        return new String(saved, StandardCharsets.ISO_8859_1);
    }

    // ---- what the step's execution does

    void ended(Object value, Throwable cause) {
        boolean first = cause == null ? end.complete(value) : end.completeExceptionally(cause);
        if (!first) {
            lateEnds.add(cause == null ? String.valueOf(value) : cause);
        }
    }

    BodyExecution launch(BodyRun launched) {
        launchAsked.complete(null);
        build.turn("body start", () -> {
            body = launched;
            bodyRuns = true;
            launched.launched();
            save();
            bodyBegun.complete(launched);
            return null;
        });
        return launched.handle();
    }

    BodyExecution bodyHandle() {
        return body == null ? null : body.handle();
    }

    void bodyEnds(BodyRun which, Runnable callback) {
        build.turn("body end", () -> {
            if (bodyRuns && body == which) {
                endBody(callback);
            }
            return null;
        });
    }

    private void endBody(Runnable callback) throws IOException {
        bodyRuns = false;
        callback.run();
        save();
    }

    /** In a turn of its own: one that comes while the body is being begun finds it begun. */
    void cancelBody(BodyRun which, Throwable cause) {
        build.turn("body cancel", () -> {
            List<StepRun> inner = build.runningIn(this);
            if (inner.isEmpty()) {
                which.fail(cause);
            } else {
                inner.forEach(step -> step.stop(cause));
            }
            return null;
        });
    }

    // ---- restart

    void saveSoon(Runnable then) {
        build.turn("save", () -> {
            save();
            then.run();
            return null;
        });
    }

    void save() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Saved(execution, bodyRuns ? body.saved() : null));
        }
        saved = bytes.toByteArray();
    }

    /** The old life is over from now on. */
    void detach() {
        context = new TestContext(this);
    }

    void revive() {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(saved))) {
            Saved found = (Saved) in.readObject();
            execution = found.execution();
            bodyRuns = found.body() != null;
            if (bodyRuns) {
                body.replaceBy(found.body());
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("the step cannot be read back", e);
        }
        execution.onResume();
    }
}
