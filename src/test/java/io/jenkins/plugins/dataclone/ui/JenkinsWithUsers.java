package io.jenkins.plugins.dataclone.ui;

import hudson.EnvVars;
import hudson.model.Descriptor;
import hudson.model.Job;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.TopLevelItem;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import io.jenkins.plugins.dataclone.fake.EventLog;
import io.jenkins.plugins.dataclone.fake.FixedIdentity;
import io.jenkins.plugins.dataclone.fake.InMemoryEnvironmentStore;
import io.jenkins.plugins.dataclone.model.Durations;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Builds;
import io.jenkins.plugins.dataclone.runtime.CloudsOnly;
import io.jenkins.plugins.dataclone.runtime.DataCloneRuntime;
import io.jenkins.plugins.dataclone.runtime.Owners;
import io.jenkins.plugins.dataclone.runtime.RuntimeHolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * A Jenkins with jobs and users whose rights are granted one by one, everywhere or on one job, and the plugin's runtime on a
 * ledger in memory. Administrators have every right.
 */
public final class JenkinsWithUsers implements BeforeEachCallback, AfterEachCallback {
    private static final Lifetime LIFE = new Lifetime(Duration.ofHours(1), Duration.ofHours(2));

    private final List<Run<?, ?>> runs = new ArrayList<>();
    private final InMemoryEnvironmentStore store = new InMemoryEnvironmentStore(new EventLog());
    private final Map<String, Set<Permission>> everywhere = new HashMap<>();
    private final Map<String, Set<Permission>> onJobs = new HashMap<>();
    private final Map<String, Authentication> identities = new HashMap<>();
    private final Map<String, Map<String, String>> variables = new HashMap<>();
    private final Set<String> unreadable = new HashSet<>();
    private FixedIdentity identity;
    private DataCloneRuntime runtime;
    private Path home;
    private String before;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        before = System.getProperty("JENKINS_HOME");
        home = Files.createTempDirectory("jenkins-with-users");
        System.setProperty("JENKINS_HOME", home.toString());
        Jenkins.get().setAuthorizationStrategy(new Granted());
        identity = FixedIdentity.of("controller-1");
        runtime = new DataCloneRuntime(new Offers(), store, new Known(), identity);
        RuntimeHolder.set(runtime);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        RuntimeHolder.set(null);
        runtime.close();
        for (TopLevelItem item : Jenkins.get().getItems()) {
            Jenkins.get().onDeleted(item);
        }
        Jenkins.get().setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        Files.deleteIfExists(home);
        if (before == null) {
            System.clearProperty("JENKINS_HOME");
        } else {
            System.setProperty("JENKINS_HOME", before);
        }
    }

    public FixedIdentity identity() {
        return identity;
    }

    public DataCloneRuntime runtime() {
        return runtime;
    }

    public void job(String fullName) {
        try {
            Jenkins.get().putItem(new SomeJob(fullName));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The builds of that job run as that user; without this, as the system. */
    public void runsAs(String job, String user) {
        identities.put(job, new Name(user));
    }

    /** What the job's project sets in the environment of its builds. */
    public void variable(String job, String name, String value) {
        variables.computeIfAbsent(job, j -> new TreeMap<>()).put(name, value);
    }

    public void unreadableVariables(String job) {
        unreadable.add(job);
    }

    public void deleteJob(String fullName) {
        try {
            Jenkins.get().onDeleted(Jenkins.get().getItem(fullName));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Renames or moves a job, and nobody is told. */
    public void moveJobSilently(String before, String after) {
        try {
            SomeJob job = (SomeJob) Jenkins.get().getItem(before);
            job.rename(after);
            Jenkins.get().onRenamed(job, before, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void grant(String user, Permission... permissions) {
        everywhere.computeIfAbsent(user, name -> new HashSet<>()).addAll(List.of(permissions));
    }

    public void grantOn(String job, String user, Permission... permissions) {
        onJobs.computeIfAbsent(job + " " + user, name -> new HashSet<>()).addAll(List.of(permissions));
    }

    /** Does something in that user's name. */
    public <T> T as(String user, Callable<T> work) throws Exception {
        try (ACLContext context = ACL.as2(new Name(user))) {
            return work.call();
        }
    }

    /** A build of that job, which runs. */
    public Run<?, ?> run(String job) {
        try {
            SomeJob parent = (SomeJob) Jenkins.get().getItem(job);
            SomeRun run = new SomeRun(parent);
            run.number = runs.size() + 1;
            runs.add(run);
            parent.builds.put(run.number, run);
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An open environment of that build. */
    public Environment environment(Run<?, ?> run) throws CloudException {
        return runtime.ledger().open(Owners.of(run), "default", LIFE);
    }

    /** An open environment of a build of that name. */
    public Environment environment(String run) throws CloudException {
        int hash = run.lastIndexOf('#');
        String url = "job/" + run.substring(0, hash).replace("/", "/job/") + "/" + run.substring(hash + 1) + "/";
        Owner owner = new Owner(run, url, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        return runtime.ledger().open(owner, "default", LIFE);
    }

    private static boolean has(Set<Permission> granted, Permission permission) {
        if (granted.contains(Jenkins.ADMINISTER)) {
            return true;
        }
        for (Permission p = permission; p != null; p = p.impliedBy) {
            if (granted.contains(p)) {
                return true;
            }
        }
        return false;
    }

    private ACL acl(String job) {
        return ACL.lambda2((user, permission) -> has(everywhere.getOrDefault(user.getName(), Set.of()), permission)
                || has(onJobs.getOrDefault(job + " " + user.getName(), Set.of()), permission));
    }

    /** All builds of these jobs run. */
    private final class Known implements Builds {
        @Override
        public Answer probe(Owner owner) {
            return Answer.ALIVE;
        }

        @Override
        public Optional<Run<?, ?>> find(Owner owner) {
            return runs.stream().filter(run -> Owners.of(run).equals(owner)).findFirst();
        }
    }

    private final class Granted extends AuthorizationStrategy {
        @Override
        public ACL getRootACL() {
            return acl("");
        }

        @Override
        public Collection<String> getGroups() {
            return Set.of();
        }
    }

    private static final class Name extends AbstractAuthenticationToken {
        private static final long serialVersionUID = 1L;

        private final String name;

        Name(String name) {
            super(List.of());
            this.name = name;
        }

        @Override
        public Object getCredentials() {
            return "";
        }

        @Override
        public Object getPrincipal() {
            return name;
        }
    }

    /** What the administrator offers: clouds and data sources of any name, lives of two hours at the most. */
    private static final class Offers extends CloudsOnly {
        @Override
        public CloudSettings cloud(String name) throws CloudException {
            throw CloudException.of(CloudException.Kind.UNAVAILABLE, "cloud '" + name + "' does not answer");
        }

        @Override
        public List<String> clouds() {
            return List.of("lab");
        }

        @Override
        public Lifetime lifetime(String cloud, String source, String wanted, String job) throws CloudException {
            Duration asked = Durations.parse(wanted);
            if (asked.compareTo(Duration.ofHours(2)) > 0) {
                throw CloudException.of(CloudException.Kind.CONFIGURATION, "ttl: 2h at the most, not " + wanted);
            }
            return Lifetime.of(asked);
        }

        @Override
        public Optional<String> dashboard(String cloud) {
            return cloud.equals("lab") ? Optional.of("https://cloud.example.org/dashboard/") : Optional.empty();
        }
    }

    private final class SomeJob extends Job<SomeJob, SomeRun> implements TopLevelItem, Queue.Task {
        private final TreeMap<Integer, SomeRun> builds = new TreeMap<>();

        SomeJob(String fullName) {
            super(Jenkins.get(), fullName);
        }

        void rename(String fullName) {
            name = fullName;
        }

        @Override
        public EnvVars getEnvironment(Node node, TaskListener listener) throws IOException {
            if (unreadable.contains(getFullName())) {
                throw new IOException("its configuration cannot be read");
            }
            return new EnvVars(variables.getOrDefault(getFullName(), Map.of()));
        }

        @Override
        public ACL getACL() {
            return acl(getFullName());
        }

        @Override
        public Authentication getDefaultAuthentication2() {
            return identities.getOrDefault(getFullName(), ACL.SYSTEM2);
        }

        @Override
        public Descriptor<TopLevelItem> getDescriptor() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isBuildable() {
            return true;
        }

        @Override
        protected SortedMap<Integer, ? extends SomeRun> _getRuns() {
            return builds;
        }

        @Override
        protected void removeRun(SomeRun run) {}

        @Override
        public void load() {}

        @Override
        public Object getTarget() {
            return this;
        }
    }

    private static final class SomeRun extends Run<SomeJob, SomeRun> {
        SomeRun(SomeJob job) throws IOException {
            super(job);
        }

        @Override
        public Object getTarget() {
            return this;
        }
    }
}
