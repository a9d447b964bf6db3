package io.jenkins.plugins.dataclone.runtime;

import hudson.ExtensionList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
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

    private RuntimeHolder() {}

    static synchronized DataCloneRuntime get() {
        if (runtime == null) {
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
    }

    /** Whether Jenkins is shutting down, when nothing may be started any more. */
    static boolean isGoingDown() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins != null && jenkins.isTerminating();
    }

    static synchronized void stop() {
        if (runtime != null) {
            runtime.close();
            runtime = null;
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
