package io.jenkins.plugins.dataclone.chaos;

import io.jenkins.plugins.dataclone.flow.BayFlow;
import io.jenkins.plugins.dataclone.flow.Checkpoints;
import io.jenkins.plugins.dataclone.flow.CloneFlows;
import io.jenkins.plugins.dataclone.flow.EnvironmentFlow;
import io.jenkins.plugins.dataclone.flow.Flow;
import io.jenkins.plugins.dataclone.flow.ResizeFlow;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.AttachPolicy;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneResult;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.RollbackRequest;
import io.jenkins.plugins.dataclone.model.RollbackResult;
import io.jenkins.plugins.dataclone.model.SnapshotChoice;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.model.SnapshotRetention;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a build does with its environments, from the opening to the end. A build that is resumed does the same again. */
enum Life {
    CLONE_ONLY(step("block", (world, id, build) -> flow(world, id, Optional.empty(), Optional.empty()))),
    CLONE_AND_BAY(step("block", (world, id, build) -> flow(world, id, Optional.of(bay()), Optional.empty()))),
    FULL_CHAIN(step("block", (world, id, build) -> flow(world, id, Optional.of(bay()), Optional.of(application())))),
    /** The bay gets another node when it is ready. */
    RESIZED_BAY(
            step("bay", (world, id, build) -> bay(world, id)), step("resize", (world, id, build) -> resize(world, id))),
    HEAT_STACK(step("block", (world, id, build) -> flow(world, id, Optional.empty(), Optional.of(template())))),
    /** There and back: in place while the checkpoint is the latest, by a new clone when it is not any more. */
    CHECKPOINTS(
            step("clone", (world, id, build) -> clone(world, id, SnapshotPolicy.takeNew())),
            step("before", (world, id, build) -> checkpoint(world, id, "before", build.made("clone"))),
            step("back", (world, id, build) -> goBack(world, id, "back", build.made("clone"))),
            step("after", (world, id, build) -> checkpoint(world, id, "after", build.made("back"))),
            step("again", (world, id, build) -> goBack(world, id, "again", build.made("back")))),
    VOLUME(step("block", (world, id, build) -> attached(world, id))),
    /** Two blocks with clones of one snapshot; the one that made it goes first. */
    SHARED_SNAPSHOT(
            new Step("first", 0, (world, id, build) -> clone(world, id, latest())),
            new Step("second", 1, (world, id, build) -> clone(world, id, latest()))),
    /** Its tests fail, so it is kept for a while after its build. */
    KEPT(step("block", (world, id, build) -> flow(world, id, Optional.empty(), Optional.empty()))) {
        @Override
        void end(World world, Build build) throws CloudException, InterruptedException {
            String id = build.environmentId(0);
            Environment environment = world.controller().ledger().get(id);
            if (environment.isOpen()) {
                world.controller().ledger().keep(id, KEPT_FOR, "its tests failed");
            }
            world.controller().reapUntilAllEnded(KEPT_FOR.plusMinutes(4));
        }
    };

    /** How long an environment is kept for debugging. */
    static final Duration KEPT_FOR = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofHours(1);

    /** Begins a flow, or goes on with it after a restart. */
    @FunctionalInterface
    interface Begin {
        Flow<?> flow(World world, String environmentId, Build build) throws CloudException;
    }

    /**
     * A step of the build that takes a while.
     *
     * @param key stays the same over a restart
     * @param block which of the build's environments it works in
     */
    record Step(String key, int block, Begin begin) {}

    private final List<Step> steps;

    Life(Step... steps) {
        this.steps = List.of(steps);
    }

    List<Step> steps() {
        return steps;
    }

    /** How many environments it has. */
    int blocks() {
        return steps.stream().mapToInt(Step::block).max().orElse(0) + 1;
    }

    /**
     * The whole life, or what is left of it after a restart.
     *
     * @param build what the build itself remembers over a restart
     */
    final void live(World world, Build build) throws CloudException, InterruptedException {
        prepare(world, build);
        end(world, build);
    }

    /** Until its tests have run. */
    final void prepare(World world, Build build) throws CloudException, InterruptedException {
        for (int block = 0; block < blocks(); block++) {
            build.open(world, block, Duration.ofHours(4));
        }
        for (Step step : steps) {
            if (!build.isDone(step)) {
                Flow<?> flow = step.begin().flow(world, build.environmentId(step.block()), build);
                build.done(step, world.controller().finish(flow));
            }
        }
    }

    /** Until nothing is left. */
    void end(World world, Build build) throws CloudException, InterruptedException {
        for (int block = 0; block < blocks(); block++) {
            world.controller().release(build.environmentId(block));
        }
    }

    /** What Jenkins keeps with a build. */
    static final class Build {
        private final Owner owner;
        /** By block; the step saves the id right after the opening. */
        private final Map<Integer, String> environmentIds = new HashMap<>();
        /** By key of the step. */
        private final Map<String, Object> results = new HashMap<>();

        Build() {
            this(12, World.START);
        }

        Build(int number, Instant startedAt) {
            owner = new Owner("shop/orders#" + number, "job/shop/job/orders/" + number + "/", startedAt);
        }

        Owner owner() {
            return owner;
        }

        /** The ledger gives the same environment to the same block again. */
        void open(World world, int block, Duration ttl) throws CloudException {
            if (!environmentIds.containsKey(block)) {
                Environment opened = world.controller().ledger().open(owner, "block-" + (block + 1), Lifetime.of(ttl));
                environmentIds.put(block, opened.id());
            }
        }

        /** The environment of a block, which has been opened. */
        String environmentId(int block) {
            return environmentIds.get(block);
        }

        boolean isOpened(int block) {
            return environmentIds.containsKey(block);
        }

        boolean isDone(Step step) {
            return results.containsKey(step.key());
        }

        void done(Step step, Object result) {
            results.put(step.key(), result);
        }

        /** Name of the clone that a step gave. */
        private String made(String key) {
            return results.get(key) instanceof RollbackResult back
                    ? back.data().name()
                    : ((CloneResult) results.get(key)).name();
        }
    }

    private static Step step(String key, Begin begin) {
        return new Step(key, 0, begin);
    }

    static EnvironmentFlow flow(
            World world, Environment environment, Optional<BayRequest> bay, Optional<DeployRequest> application) {
        return flow(world, environment.id(), bay, application);
    }

    private static EnvironmentFlow flow(
            World world, String id, Optional<BayRequest> bay, Optional<DeployRequest> application) {
        return environment(world, id, share(world, SnapshotPolicy.takeNew()), bay, application);
    }

    /** A volume on a server of the administrator's. */
    private static EnvironmentFlow attached(World world, String id) {
        CloneRequest clone = new CloneRequest(
                "lab",
                "orders-disk",
                DataKind.VOLUME,
                world.productionVolume,
                SnapshotPolicy.takeNew(),
                CloneShape.likeProduction(),
                new AccessPolicy(List.of(), "rw", false),
                new AttachPolicy(List.of(World.SERVER), List.of(World.SERVER)));
        return environment(world, id, clone, Optional.empty(), Optional.empty());
    }

    private static EnvironmentFlow environment(
            World world, String id, CloneRequest clone, Optional<BayRequest> bay, Optional<DeployRequest> application) {
        return new EnvironmentFlow(
                world.controller().context(), id, "block", clone, bay, application, deadline(world), Progress.NONE);
    }

    private static Flow<?> clone(World world, String id, SnapshotPolicy snapshots) {
        return CloneFlows.of(
                world.controller().context(), id, "clone", share(world, snapshots), deadline(world), Progress.NONE);
    }

    private static Flow<?> bay(World world, String id) {
        return new BayFlow(world.controller().context(), id, "bay", bay(), deadline(world), Progress.NONE);
    }

    private static Flow<?> resize(World world, String id) {
        return new ResizeFlow(world.controller().context(), id, null, 2, deadline(world), Progress.NONE);
    }

    private static Flow<?> checkpoint(World world, String id, String key, String clone) throws CloudException {
        return Checkpoints.take(world.controller().context(), id, key, clone, key, deadline(world), Progress.NONE);
    }

    private static Flow<?> goBack(World world, String id, String key, String clone) throws CloudException {
        RollbackRequest request = new RollbackRequest(clone, "before", true);
        return Checkpoints.goBack(world.controller().context(), id, key, request, deadline(world), Progress.NONE);
    }

    private static CloneRequest share(World world, SnapshotPolicy snapshots) {
        return new CloneRequest(
                "lab",
                "orders-db",
                DataKind.SHARE,
                world.productionShare,
                snapshots,
                CloneShape.likeProduction(),
                new AccessPolicy(List.of(Grantee.address("10.0.0.7")), "rw", false));
    }

    private static SnapshotPolicy latest() {
        return new SnapshotPolicy(SnapshotChoice.latest(null), List.of(), SnapshotRetention.none());
    }

    static BayRequest bay() {
        return new BayRequest(
                "lab", "swarm-small", "swarm-mode", 1, 1, ClusterOptions.ofTemplate(60), VolumeTemplate.nfs());
    }

    private static DeployRequest application() {
        return deploy("stack.yml", List.of("service db", "service web 8080", "volume dbdata"), false);
    }

    private static DeployRequest template() {
        return deploy(
                "app.hot.yaml",
                List.of(
                        "heat_template_version: 2018-08-31",
                        "parameters:",
                        "  clone_export: {type: string}",
                        "resources:",
                        "  note: {type: OS::Heat::Value, properties: {type: string, value: x}}",
                        "outputs:",
                        "  url: {value: {get_param: clone_export}}"),
                true);
    }

    private static DeployRequest deploy(String file, List<String> lines, boolean heat) {
        byte[] content = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return new DeployRequest(file, path -> content, Map.of(), Map.of(), heat, List.of());
    }

    private static Instant deadline(World world) {
        return world.controller().context().clock().instant().plus(PATIENCE);
    }
}
