package io.jenkins.plugins.dataclone.chaos;

import io.jenkins.plugins.dataclone.embedded.Fault;
import io.jenkins.plugins.dataclone.embedded.InProcess;
import io.jenkins.plugins.dataclone.embedded.Kind;
import io.jenkins.plugins.dataclone.embedded.LivingObject;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** What the cloud does wrong in one world, by chance. */
final class Hazards implements InProcess.Tap {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    private static final List<String> SERVICES =
            List.of("identity", "share", "volume", "container-infra", "orchestration", "network", "compute");
    private static final List<Hazard> OF_A_REQUEST = List.of(
            Hazard.SERVER_ERROR,
            Hazard.SERVER_ERROR,
            Hazard.ERROR_AFTER_WORK,
            Hazard.PAUSE_ASKED,
            Hazard.TOO_MANY_REQUESTS,
            Hazard.TIMEOUT,
            Hazard.TIMEOUT_AFTER_WORK,
            Hazard.RESET,
            Hazard.RESET,
            Hazard.RESET_AFTER_WORK,
            Hazard.RESET_AFTER_WORK,
            Hazard.DONE_LATER,
            Hazard.DONE_LATER,
            Hazard.SLOW_ANSWER);
    private static final List<Kind> DELETABLE = List.of(
            Kind.SHARE,
            Kind.SHARE_SNAPSHOT,
            Kind.ACCESS_RULE,
            Kind.VOLUME,
            Kind.VOLUME_SNAPSHOT,
            Kind.CLUSTER,
            Kind.STACK);

    private final World world;
    private final Random random;
    private final Consumer<Hazard> struck;
    private final Set<Hazard> seen = EnumSet.noneOf(Hazard.class);
    /** Of all requests. */
    private final double rate;
    /** Of those requests whose connection breaks, how many are carried out when nobody believes in them any more. */
    private final double muchLater;

    private final Duration lag;
    private boolean active = true;
    private String silentService = "";
    private Instant silentUntil = Instant.MIN;
    /** What happens when the answer to the request under way arrives. */
    private Hazard onArrival;

    Hazards(World world, Random random, Consumer<Hazard> struck) {
        this.world = world;
        this.random = random;
        this.struck = struck;
        this.rate = List.of(0.0, 0.005, 0.02, 0.06, 0.15).get(random.nextInt(5));
        this.muchLater = random.nextInt(5) == 0 ? 0.5 : 0;
        this.lag = random.nextInt(3) == 0 ? Duration.ofMillis(random.nextInt(6000)) : Duration.ZERO;
        if (!lag.isZero()) {
            strikes(Hazard.LIST_LAG);
            for (Kind kind : Kind.values()) {
                world.cloud.faults().listLag(kind, lag);
            }
        }
    }

    /** Whether it has happened in this world. */
    boolean has(Hazard hazard) {
        return seen.contains(hazard);
    }

    /** Notes that something happens now. */
    void strikes(Hazard hazard) {
        seen.add(hazard);
        struck.accept(hazard);
    }

    /** Nothing goes wrong any more. */
    void stop() {
        active = false;
        onArrival = null;
        silentUntil = Instant.MIN;
        world.cloud.faults().clear();
        world.deployer.answers();
    }

    /** A service is silent from now on. */
    void outage() {
        silentService = SERVICES.get(random.nextInt(SERVICES.size()));
        silentUntil = world.clock.instant().plusSeconds(2 + random.nextInt(60));
    }

    void vanish() {
        // an attachment that is nowhere while its volume is in use is more than any cloud would do
        List<LivingObject> left = world.left().stream()
                .filter(object -> object.kind() != Kind.VOLUME_ATTACHMENT)
                .toList();
        if (!left.isEmpty()) {
            strikes(Hazard.VANISHED);
            LivingObject gone = left.get(random.nextInt(left.size()));
            world.cloud.faults().vanish(gone.id());
            // somebody who deletes a cluster deletes what it is made of; that Magnum forgets a stack is another matter
            left.stream()
                    .filter(object -> gone.kind() == Kind.CLUSTER
                            && object.name() != null
                            && object.name().startsWith(gone.name()))
                    .forEach(object -> world.cloud.faults().vanish(object.id()));
        }
    }

    void somethingFails() {
        strikes(Hazard.ERROR_STATE);
        switch (random.nextInt(9)) {
            case 0 -> world.cloud.faults().nextSnapshotFails();
            case 1 -> world.cloud.faults().nextCloneFails("no host has room");
            case 2 -> world.cloud.faults().nextAccessRuleFails();
            case 3 -> world.cloud.faults().nextRevertFails();
            case 4 -> world.cloud.faults().nextVolumeFails();
            case 5 -> world.cloud.faults().nextVolumeSnapshotFails();
            case 6 -> world.cloud.faults().nextAttachFails();
            case 7 -> world.cloud.faults().nextClusterFails("no valid host was found");
            default -> world.cloud.faults().nextStackFails("no valid host was found");
        }
    }

    /** One kind of object is not deleted however often it is asked for, until an administrator mends it. */
    void deletesFail() {
        strikes(Hazard.ERROR_DELETING);
        Kind kind = DELETABLE.get(random.nextInt(DELETABLE.size()));
        if (kind == Kind.CLUSTER && random.nextBoolean()) {
            world.cloud.faults().nextClusterDeleteLeavesStack();
            return;
        }
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            world.cloud.faults().nextDeleteFails(kind);
        }
    }

    @Override
    public void leaving(String request) throws IOException {
        onArrival = null;
        if (!active) {
            return;
        }
        int space = request.indexOf(' ');
        String path = request.substring(space + 1);
        if (world.clock.instant().isBefore(silentUntil) && path.startsWith("/" + silentService)) {
            strikes(Hazard.OUTAGE);
            strike(random.nextBoolean() ? Hazard.SERVER_ERROR : Hazard.RESET, next(request, space, path));
        } else if (random.nextDouble() < rate) {
            Hazard hazard = OF_A_REQUEST.get(random.nextInt(OF_A_REQUEST.size()));
            if (hazard == Hazard.DONE_LATER && random.nextDouble() < muchLater) {
                hazard = Hazard.DONE_MUCH_LATER;
            }
            strikes(hazard);
            strike(hazard, next(request, space, path));
        }
    }

    private Fault next(String request, int space, String path) {
        return world.cloud.faults().next(request.substring(0, space), path);
    }

    private void strike(Hazard hazard, Fault fault) throws IOException {
        switch (hazard) {
            case SERVER_ERROR -> fault.status(List.of(500, 502, 503, 504).get(random.nextInt(4)));
            case ERROR_AFTER_WORK -> fault.statusAfterWork(random.nextBoolean() ? 502 : 504);
            case PAUSE_ASKED -> fault.tooManyRequests(1 + random.nextInt(20));
            case TOO_MANY_REQUESTS -> fault.status(429, "slow down");
            case RESET -> fault.dropsConnectionBeforeWork();
            case RESET_AFTER_WORK -> fault.dropsConnectionAfterWork();
            // lists that lag, and a clock that goes a tenth faster, come on top: 15 s are waited before it is sent
            // again
            case DONE_LATER -> fault.worksLater(Duration.ofMillis(random.nextInt(3500)));
            case DONE_MUCH_LATER -> fault.worksLater(Duration.ofSeconds(10 + random.nextInt(30)));
            case TIMEOUT -> {
                fault.dropsConnectionBeforeWork();
                onArrival = hazard;
            }
            case TIMEOUT_AFTER_WORK, SLOW_ANSWER -> {
                fault.times(0);
                onArrival = hazard;
            }
            default -> throw new IllegalArgumentException(hazard + " is none of a request");
        }
    }

    @Override
    public void arriving(String request) throws IOException {
        if (onArrival == null) {
            return;
        }
        boolean slow = onArrival == Hazard.SLOW_ANSWER;
        onArrival = null;
        world.pass(slow ? Duration.ofMillis(500 + random.nextInt(20_000)) : READ_TIMEOUT);
        if (!slow) {
            throw new HttpTimeoutException("request timed out");
        }
    }
}
