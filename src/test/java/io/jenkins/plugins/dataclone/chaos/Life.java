package io.jenkins.plugins.dataclone.chaos;

import io.jenkins.plugins.dataclone.flow.EnvironmentFlow;
import io.jenkins.plugins.dataclone.model.AccessPolicy;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.CloneShape;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.DataKind;
import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Grantee;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.model.SnapshotPolicy;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Progress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a build does with its environment, from the opening to the end. A build that is resumed does the same again. */
enum Life {
    CLONE_ONLY {
        @Override
        void prepare(World world, Environment environment) throws CloudException, InterruptedException {
            world.controller().finish(flow(world, environment, Optional.empty(), Optional.empty()));
        }
    },
    CLONE_AND_BAY {
        @Override
        void prepare(World world, Environment environment) throws CloudException, InterruptedException {
            world.controller().finish(flow(world, environment, Optional.of(bay()), Optional.empty()));
        }
    },
    FULL_CHAIN {
        @Override
        void prepare(World world, Environment environment) throws CloudException, InterruptedException {
            DeployRequest application =
                    deploy("stack.yml", List.of("service db", "service web 8080", "volume dbdata"), false);
            world.controller().finish(flow(world, environment, Optional.of(bay()), Optional.of(application)));
        }
    },
    HEAT_STACK {
        @Override
        void prepare(World world, Environment environment) throws CloudException, InterruptedException {
            DeployRequest application = deploy(
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
            world.controller().finish(flow(world, environment, Optional.empty(), Optional.of(application)));
        }
    };

    private static final Owner OWNER = new Owner("shop/orders#12", "job/shop/job/orders/12/", World.START);
    private static final Duration PATIENCE = Duration.ofHours(1);

    /** Until the body could begin. */
    abstract void prepare(World world, Environment environment) throws CloudException, InterruptedException;

    /**
     * The whole life, or what is left of it after a restart.
     *
     * @param build what the build itself remembers over a restart
     */
    final void live(World world, Build build) throws CloudException, InterruptedException {
        if (build.environmentId == null) {
            // the step saves the id right after the opening; the ledger gives the same one to the same build again
            build.environmentId = world.controller()
                    .ledger()
                    .open(OWNER, "block-1", Lifetime.of(Duration.ofHours(4)))
                    .id();
        }
        if (!build.bodyBegun) {
            prepare(world, world.controller().ledger().get(build.environmentId));
            build.bodyBegun = true;
        }
        world.controller().release(build.environmentId);
    }

    /** What Jenkins keeps with a build. */
    static final class Build {
        private String environmentId;
        private boolean bodyBegun;
    }

    static EnvironmentFlow flow(
            World world, Environment environment, Optional<BayRequest> bay, Optional<DeployRequest> application) {
        CloneRequest clone = new CloneRequest(
                "lab",
                "orders-db",
                DataKind.SHARE,
                world.productionShare,
                SnapshotPolicy.takeNew(),
                CloneShape.likeProduction(),
                new AccessPolicy(List.of(Grantee.address("10.0.0.7")), "rw", false));
        return new EnvironmentFlow(
                world.controller().context(),
                environment.id(),
                "block",
                clone,
                bay,
                application,
                world.clock.instant().plus(PATIENCE),
                Progress.NONE);
    }

    static BayRequest bay() {
        return new BayRequest(
                "lab", "swarm-small", "swarm-mode", 1, 1, ClusterOptions.ofTemplate(60), VolumeTemplate.nfs());
    }

    private static DeployRequest deploy(String file, List<String> lines, boolean heat) {
        byte[] content = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return new DeployRequest(file, path -> content, Map.of(), Map.of(), heat, List.of());
    }
}
