package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.model.Volume;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Engine;
import io.jenkins.plugins.dataclone.port.StackDeployer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * An orchestrator in memory. A stack file is lines: {@code service <name> [port]}, {@code volume <name>}; everything else is
 * refused. Services run a second after they were deployed, and are gone a second after their removal. Thread-safe.
 */
public final class FakeDeployer implements StackDeployer {
    private static final Duration PACE = Duration.ofSeconds(1);

    private record FakePlan(
            String stack,
            List<String> services,
            List<String> volumes,
            Map<String, Volume> mounts,
            Map<String, Integer> ports)
            implements Plan {}

    private static final class Running {
        private final FakePlan plan;
        private final Instant since;
        private Instant removedAt;

        Running(FakePlan plan, Instant since) {
            this.plan = plan;
            this.since = since;
        }
    }

    private final MutableClock clock;
    private final EventLog log;
    private final Predicate<String> engineLives;
    private final Map<String, Running> stacks = new LinkedHashMap<>();
    private final Map<String, Integer> created = new TreeMap<>();
    private String sticky;
    private boolean silent;
    private int made;
    private boolean unhealthy;

    /** @param engineLives whether the engine of that address can be reached */
    public FakeDeployer(MutableClock clock, EventLog log, Predicate<String> engineLives) {
        this.clock = clock;
        this.log = log;
        this.engineLives = engineLives;
    }

    /** Something of every stack stays for ever, and the engine says that it is this. */
    public synchronized void keeps(String object) {
        sticky = object;
    }

    /** No engine answers any more. */
    public synchronized void silent() {
        silent = true;
    }

    /** Engines answer again. */
    public synchronized void answers() {
        silent = false;
    }

    /** No service becomes healthy. */
    public synchronized void unhealthy() {
        unhealthy = true;
    }

    /** Somebody has made so many load balancers from inside; each goes when it is asked to. */
    public synchronized void makeLoadBalancers(int number) {
        made = number;
    }

    @Override
    public Optional<BayCleaner> cleaner() {
        return made == 0 ? Optional.empty() : Optional.of(this::clean);
    }

    private synchronized List<String> clean(Engine engine) throws CloudException {
        log.add("clean " + engine.name());
        reach(engine);
        made = made > 1 ? made - 1 : made;
        return made == 1 ? List.of() : List.of("load balancer web");
    }

    public synchronized Map<String, Integer> created() {
        return new TreeMap<>(created);
    }

    /** The volumes of a stack that clones took the place of. */
    public synchronized Map<String, Volume> mounts(String stack) {
        return stacks.values().stream()
                .filter(running -> running.plan.stack().equals(stack))
                .findFirst()
                .orElseThrow()
                .plan
                .mounts();
    }

    /** Names of the stacks on engines that are alive. */
    public synchronized List<String> leftovers() {
        return stacks.entrySet().stream()
                .filter(entry -> engineLives.test(entry.getKey().split(" ")[0]))
                .filter(entry -> exists(entry.getValue()))
                .map(entry -> entry.getValue().plan.stack())
                .toList();
    }

    @Override
    public Plan plan(StackRequest request) throws CloudException, InterruptedException {
        List<String> services = new ArrayList<>();
        List<String> volumes = new ArrayList<>();
        Map<String, Integer> ports = new TreeMap<>();
        for (String line : read(request).split("\n")) {
            String[] words = line.strip().split(" ");
            if (words[0].equals("service")) {
                services.add(words[1]);
                if (words.length > 2) {
                    ports.put(words[1], Integer.valueOf(words[2]));
                }
            } else if (words[0].equals("volume")) {
                volumes.add(words[1]);
            } else {
                throw CloudException.of(
                        CloudException.Kind.REFUSED, request.fileName() + ": '" + words[0] + "' cannot be deployed");
            }
        }
        return new FakePlan(request.name(), services, volumes, request.volumes(), ports);
    }

    private static String read(StackRequest request) throws CloudException, InterruptedException {
        try {
            return new String(request.files().read(request.fileName()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CloudException.of(CloudException.Kind.CONFIGURATION, e.getMessage(), e);
        }
    }

    @Override
    public synchronized void deploy(Engine engine, Plan plan, OwnershipTag tag) throws CloudException {
        log.add("deploy " + plan.stack());
        reach(engine);
        String key = key(engine, plan.stack());
        Running there = stacks.get(key);
        if (there == null || !exists(there)) {
            stacks.put(key, new Running((FakePlan) plan, clock.instant()));
            created.merge(plan.stack(), 1, Integer::sum);
        }
        log.add("done deploy " + plan.stack());
    }

    @Override
    public synchronized Stack show(Engine engine, String stack) throws CloudException {
        log.add("showStack " + stack);
        reach(engine);
        Running running = stacks.get(key(engine, stack));
        if (running == null || !exists(running)) {
            return new Stack(stack, List.of(), List.of());
        }
        boolean runs = !unhealthy && !clock.instant().isBefore(running.since.plus(PACE));
        List<Service> services = running.plan.services().stream()
                .map(service -> new Service(service, runs ? 1 : 0, 1, unhealthy ? "exit code 1" : null))
                .toList();
        List<Endpoint> endpoints = new ArrayList<>();
        running.plan
                .ports()
                .forEach((service, port) ->
                        endpoints.add(new Endpoint(service, "http://" + engine.name() + ":" + port)));
        return new Stack(stack, services, endpoints);
    }

    @Override
    public synchronized List<String> remove(Engine engine, String stack) throws CloudException {
        log.add("removeStack " + stack);
        reach(engine);
        Running running = stacks.get(key(engine, stack));
        if (running == null) {
            return List.of();
        }
        if (running.removedAt == null) {
            running.removedAt = clock.instant();
        }
        log.add("done removeStack " + stack);
        if (!exists(running)) {
            return List.of();
        }
        return sticky == null ? List.of("network " + stack + "_default") : List.of(sticky);
    }

    private boolean exists(Running running) {
        return running.removedAt == null || sticky != null || clock.instant().isBefore(running.removedAt.plus(PACE));
    }

    private void reach(Engine engine) throws CloudException {
        if (silent || !engineLives.test(engine.address())) {
            throw CloudException.of(
                    CloudException.Kind.UNAVAILABLE, "The engine of bay " + engine.name() + " does not answer");
        }
    }

    private static String key(Engine engine, String stack) {
        return engine.address() + " " + stack;
    }
}
