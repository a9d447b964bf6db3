package io.jenkins.plugins.dataclone.runtime;

import hudson.ExtensionList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;

/** Holds the one runtime of this Jenkins, made when it is first needed. */
public final class RuntimeHolder {
    /** Where our files live in JENKINS_HOME. */
    private static final String DIRECTORY = "openstack-data-clone";

    private static DataCloneRuntime runtime;
    private static volatile String problem;
    /** The root URL as it was seen last: when Jenkins is gone, its last workers still ask. */
    private static volatile String lastUrl;
    /**
     * The Jenkins whose runtime was stopped for good. It says that it is terminating only when all its terminators have run, which
     * takes a while, and its timer and its builds work on until then.
     */
    private static volatile WeakReference<Jenkins> stopped = new WeakReference<>(null);

    private RuntimeHolder() {}

    /** @throws UncheckedIOException if its files cannot be read, or if Jenkins goes down; with a sentence for people */
    static synchronized DataCloneRuntime get() {
        if (runtime == null) {
            if (isGoingDown()) {
                throw new UncheckedIOException(new IOException(
                        "Jenkins is going down, so nothing is begun any more; it goes on after the restart"));
            }
            try {
                runtime = start();
                problem = null;
            } catch (UncheckedIOException e) {
                problem = e.getMessage();
                throw e;
            }
        }
        return runtime;
    }

    /**
     * The same for those who may come at any moment.
     *
     * @param unavailable told why there is none, unless that is because Jenkins goes down
     */
    static Optional<DataCloneRuntime> find(Consumer<? super RuntimeException> unavailable) {
        RuntimeException why;
        try {
            if (!isGoingDown()) {
                return Optional.of(get());
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            why = e;
        } catch (Error e) {
            // a class that cannot be loaded, for one: whoever waits has to hear of it
            why = new IllegalStateException("Data Clone cannot work in this Jenkins: " + e, e);
        }
        // it may have begun to go down meanwhile
        if (!isGoingDown()) {
            unavailable.accept(why);
        }
        return Optional.empty();
    }

    /** Why there is none, when the last attempt to make one has failed; a sentence for people. */
    static Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** The runtime if there is one already; does no I/O. */
    static synchronized Optional<DataCloneRuntime> peek() {
        return Optional.ofNullable(runtime);
    }

    /** Puts a runtime in place that was made elsewhere, or null to have it made anew; used outside a full Jenkins. */
    public static synchronized void set(DataCloneRuntime other) {
        runtime = other;
        problem = null;
        stopped = new WeakReference<>(null);
    }

    /** Whether Jenkins is shutting down, when nothing may be started any more. */
    static boolean isGoingDown() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins != null && (jenkins.isTerminating() || jenkins == stopped.get());
    }

    /** Stops it; there is none any more until another Jenkins comes. Waits for calls in flight, without keeping others waiting. */
    static void stop() {
        DataCloneRuntime last;
        synchronized (RuntimeHolder.class) {
            stopped = new WeakReference<>(Jenkins.getInstanceOrNull());
            last = runtime;
            runtime = null;
        }
        if (last != null) {
            last.close();
        }
    }

    /** What an administrator has set; an address that a request was sent to proves nothing. */
    private static String rootUrl() {
        if (Jenkins.getInstanceOrNull() != null) {
            lastUrl = JenkinsLocationConfiguration.get().getUrl();
        }
        return lastUrl;
    }

    private static DataCloneRuntime start() {
        Jenkins jenkins = Jenkins.get();
        Path home = jenkins.getRootDir().toPath().resolve(DIRECTORY);
        try {
            DataCloneRuntime started = new DataCloneRuntime(
                    ExtensionList.lookupSingleton(Catalogue.class),
                    new FileEnvironmentStore(home.resolve("environments")),
                    new JenkinsBuilds(),
                    IdentityFile.open(home, jenkins.getLegacyInstanceId(), RuntimeHolder::rootUrl));
            started.keepTrackOfAgents(home.resolve("agents"), new JenkinsAgents());
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The records of environments in " + home
                            + " on the Jenkins controller cannot be read, so nothing was asked of a cloud (" + e
                            + "); see to that directory",
                    e);
        }
    }
}
