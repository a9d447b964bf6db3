package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.flow.Deletions;
import io.jenkins.plugins.dataclone.flow.Engines;
import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.flow.FlowContext;
import io.jenkins.plugins.dataclone.flow.OwnUse;
import io.jenkins.plugins.dataclone.flow.QuotaLines;
import io.jenkins.plugins.dataclone.flow.StatusBoards;
import io.jenkins.plugins.dataclone.ledger.ControllerIdentity;
import io.jenkins.plugins.dataclone.ledger.Ledger;
import io.jenkins.plugins.dataclone.ledger.Naming;
import io.jenkins.plugins.dataclone.ledger.OrphanScan;
import io.jenkins.plugins.dataclone.ledger.Reaper;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Engine;
import io.jenkins.plugins.dataclone.port.EnvironmentStore;
import io.jenkins.plugins.dataclone.port.Progress;
import io.jenkins.plugins.dataclone.port.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/** Everything that runs for one controller: the ledger, the clouds, the worker threads and the reaper. Thread-safe. */
public final class DataCloneRuntime implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(DataCloneRuntime.class.getName());
    private final Catalogue catalogue;
    private final Lanes lanes;
    private final Time time;
    private final FlowContext context;
    private final RunRecords records;
    private final Observation observation;
    private final Releases releases;
    private final Reaper reaper;
    private final OrphanScans orphanScans;
    /** Whether a pass of the reaper is about to begin. */
    private final AtomicBoolean awakened = new AtomicBoolean();

    private volatile AgentFiles agentFiles;

    /**
     * Loads the ledger; nothing runs until {@link #reap} or a step asks.
     *
     * @param controller identity of this controller
     * @throws IOException if the ledger's directory cannot be read
     */
    public DataCloneRuntime(Catalogue catalogue, EnvironmentStore store, Builds builds, ControllerIdentity controller)
            throws IOException {
        this(catalogue, store, builds, controller, Pace.real());
    }

    /**
     * The same with time of its own.
     *
     * @param clock how time passes
     */
    public DataCloneRuntime(
            Catalogue catalogue, EnvironmentStore store, Builds builds, ControllerIdentity controller, Pace clock)
            throws IOException {
        this.catalogue = catalogue;
        this.time = clock;
        Supplier<Naming> naming = () -> new Naming(catalogue.namePrefix());
        this.observation = new Observation(catalogue, clock);
        Ledger ledger = Ledger.load(observation.of(store), clock, naming, controller);
        this.lanes = new Lanes(clock);
        this.context = new FlowContext(
                ledger,
                observation.of(new CloudPool(catalogue)),
                new StatusBoards(() -> naming.get().prefix(), clock),
                new QuotaLines(clock, new OwnUse(ledger, catalogue::caps)),
                new Deletions(catalogue::deletionsAtOnce, clock, this::wake),
                new Deployers(),
                new Engines(clock),
                clock,
                new Random());
        this.records = new RunRecords(builds, ledger);
        this.releases = new Releases(context, lanes, records);
        this.reaper = new Reaper(ledger, builds, clock);
        this.orphanScans = new OrphanScans(
                catalogue, context, lanes, new OrphanScan(ledger, builds, clock), releases, observation.metrics());
        ledger.unreadable()
                .forEach(file -> LOGGER.warning(() ->
                        "An environment's record cannot be read and is kept as it is; see to it by hand: " + file));
    }

    private void wake(String environmentId) {
        releases.wake(environmentId);
    }

    /** The runtime of this Jenkins. */
    public static DataCloneRuntime get() {
        return RuntimeHolder.get();
    }

    /** Whether Jenkins goes down, when nothing may be started any more; what there is goes on after the restart. */
    public static boolean isGoingDown() {
        return RuntimeHolder.isGoingDown();
    }

    /** The runtime of this Jenkins if it was needed already. Unlike {@link #get} it does no I/O, so any thread may ask. */
    public static Optional<DataCloneRuntime> ifRunning() {
        return RuntimeHolder.peek();
    }

    /** Why there is no runtime, when its files cannot be read; a sentence for people. Does no I/O. */
    public static Optional<String> problem() {
        return RuntimeHolder.problem();
    }

    /**
     * Hands work that may do I/O to a worker thread; returns at once. Jenkins' timer is only the way there, because the very
     * first use reads the ledger and must not do so on a thread that runs Pipelines. While Jenkins goes down nothing is handed
     * over: it goes on after the restart.
     *
     * @param unavailable called instead if the ledger cannot be read; the exception's message is for users
     */
    public static void onWorker(Consumer<DataCloneRuntime> work, Consumer<? super RuntimeException> unavailable) {
        Timer.get().execute(() -> RuntimeHolder.find(unavailable)
                .ifPresent(runtime -> runtime.lanes.submit(() -> work.accept(runtime))));
    }

    /** The same for work that nobody waits for: without a ledger it is not done, and the log says so. */
    public static void onWorker(Consumer<DataCloneRuntime> work) {
        onWorker(work, e -> LOGGER.log(Level.WARNING, e.getMessage(), e));
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public FlowContext context() {
        return context;
    }

    public Ledger ledger() {
        return context.ledger();
    }

    /** Counts and silent clouds. */
    public Observation observation() {
        return observation;
    }

    /** Runs a flow of an environment until its outcome; what came of it is kept with the build before that is called. */
    public <T> FlowRunner<T> run(String environmentId, Flow<T> flow, Outcome<T> outcome) {
        FlowRunner<T> runner = new FlowRunner<>(lanes, ledger().standing(), environmentId, flow, new Outcome<T>() {
            @Override
            public void done(T result) {
                writeReceipt(environmentId);
                observation.ready(ledger().get(environmentId));
                outcome.done(result);
            }

            @Override
            public void failed(Exception cause) {
                writeReceipt(environmentId);
                outcome.failed(cause);
            }
        });
        runner.start();
        return runner;
    }

    /** Keeps with the build what is known of its environment now; see {@link DataCloneRunData}. Call it on a worker thread. */
    public void writeReceipt(String environmentId) {
        ledger().find(environmentId).ifPresent(records::note);
    }

    /** Runs something short that may do I/O on a worker thread, later. */
    public void submitAfter(Duration delay, Runnable work) {
        lanes.submitAfter(delay, work);
    }

    /** The engine of a bay of that environment. Call it on a worker thread: a certificate may have to be signed. */
    public Engine engine(String environmentId, String bayName) throws CloudException {
        return context.engine(ledger().get(environmentId).resource(bayName).orElseThrow());
    }

    /**
     * Takes an environment away, in the background. Call it on a worker thread: it writes the ledger.
     *
     * @param watchers told what happens, from the first step on, until taken off with {@link Releases.Release#unwatch}
     * @return the release, or empty if there is no such environment
     */
    public Optional<Releases.Release> release(String environmentId, String reason, Progress... watchers)
            throws CloudException {
        return ledger().requestRelease(environmentId, reason).map(environment -> releases.of(environmentId, watchers));
    }

    /**
     * Keeps the environment of a build that has failed for debugging, so that it outlives the build; the reaper takes it away when
     * the time is over. One that is on its way out already stays so: look at the state. Call it on a worker thread.
     *
     * @param time for how long from now, as far as the administrator allows it
     * @param because what went wrong, for people
     */
    public Environment keep(String environmentId, Duration time, String because) throws CloudException {
        Environment kept = ledger().keep(environmentId, time, because);
        records.note(kept);
        return kept;
    }

    /** Takes an environment away after what is under way in it has been recorded; returns at once, without I/O. */
    public void releaseLater(String environmentId, String reason) {
        releases.later(environmentId, reason);
    }

    /**
     * Lets an environment live for so long from now on; a later end stays. It writes the ledger.
     *
     * @param wanted like {@code 2h}
     * @throws CloudException CONFIGURATION if it is no duration, longer than a data source of it allows, or too late
     */
    public Environment extend(String environmentId, String wanted) throws CloudException {
        Environment environment = ledger().get(environmentId);
        String job = environment.owner().job();
        List<EnvironmentFacts.Clone> clones = EnvironmentFacts.of(environment).clones();
        // what is cloned was allowed to the build that cloned it
        Catalogue offers = catalogue.forBuild(() -> true);
        Duration life =
                clones.isEmpty() ? catalogue.lifetime(null, null, wanted, job).ttl() : null;
        for (EnvironmentFacts.Clone clone : clones) {
            Duration allowed = offers.lifetime(clone.resource().cloud(), clone.source(), wanted, job)
                    .ttl();
            life = life == null || allowed.compareTo(life) < 0 ? allowed : life;
        }
        Environment extended = ledger().extend(environmentId, time.wall().plus(life));
        records.note(extended);
        return extended;
    }

    /** A build has ended: whatever it still owns goes, but for what is kept for debugging. Returns at once, without I/O. */
    public void releaseAllOf(Owner owner, String reason) {
        ledger().ownedBy(owner).stream()
                .filter(Environment::isOpen)
                .forEach(environment -> releaseLater(environment.id(), reason));
    }

    /** These builds are no more: everything goes that they had, also what was kept for debugging. Returns at once, without I/O. */
    public void releaseAllLeftBy(Predicate<Owner> gone, String reason) {
        ledger().all().stream()
                .filter(environment -> environment.state().isUsable())
                .filter(environment -> gone.test(ledger().moves().ownerOf(environment)))
                .forEach(environment -> releaseLater(environment.id(), reason));
    }

    /** Wakes the reaper for a pass, on a worker thread; returns at once. Asking again before it has begun is no other pass. */
    public void reap() {
        if (!awakened.compareAndSet(false, true)) {
            return;
        }
        lanes.submit("reaper", () -> {
            awakened.set(false);
            observation.look(ledger());
            reaper.pass().forEach(releases::of);
        });
        sweepAgents();
    }

    /** Takes away what lies on agents for environments that are gone, or going, on worker threads; returns at once. */
    public void sweepAgents() {
        agentFiles()
                .ifPresent(files -> files.sweep(id -> ledger().find(id)
                        .filter(e -> e.isOpen() || ledger().standing().isFrozen(e))
                        .isPresent()));
    }

    /**
     * The environments in question are this controller's, and so is its former identity: everything goes on, soon.
     *
     * @throws CloudException UNAVAILABLE if that cannot be written down: then nothing has changed
     */
    public void adopt() throws CloudException {
        ledger().standing().adopt();
        reap();
    }

    /**
     * The environments in question are another controller's: their records go to the history, and nothing is done for them here.
     *
     * @param by who says so
     * @return how many there were
     * @throws CloudException UNAVAILABLE if that cannot be written down; the question stays open then
     */
    public int disown(String by) throws CloudException {
        int left = ledger().standing().disown(by);
        reap();
        return left;
    }

    /** What looks through the clouds for what the ledger does not know. */
    public OrphanScans orphanScans() {
        return orphanScans;
    }

    /** Keeps track of what lies on agents from now on. */
    public void keepTrackOfAgents(Path notes, Agents agents) {
        agentFiles = new AgentFiles(notes, agents, lanes);
    }

    /** What lies on agents for the environments; empty if nobody keeps track of it. */
    public Optional<AgentFiles> agentFiles() {
        return Optional.ofNullable(agentFiles);
    }

    /** Asks a cloud for something small, in the background, to find out whether it answers; see {@link CloudWatch}. */
    public void probe(String cloud) {
        lanes.submit(() -> {
            try {
                context.clouds().get(cloud).shares().listShares(catalogue.namePrefix());
            } catch (CloudException e) {
                LOGGER.log(Level.FINE, e, () -> "Cloud '" + cloud + "' was asked whether it answers");
            }
        });
    }

    @Override
    public void close() {
        lanes.close();
        observation.close();
    }
}
