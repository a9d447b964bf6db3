package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * How many objects of each cloud are on their way out at once: storages carry deletions out one after the other, and a thousand of
 * them would hold up the clones of builds that live. What would be more waits in line, in the order in which it came; who is next is
 * woken when there is room. A line belongs to one cloud, so none waits for another. Thread-safe.
 */
public final class Deletions {
    /** How many at once, unless the administrator says something else. */
    public static final int USUAL = 8;
    /** What has taken longer makes room for others, and is looked after all the same. */
    static final Duration LONGEST = Duration.ofMinutes(10);
    /** Who has not asked for so long does not wait any more. */
    static final Duration FORGOTTEN = Duration.ofSeconds(60);

    /** What a storage or an orchestrator has to work for; the rest are changes of objects that stay. */
    private static final Set<ResourceKind> COUNTED = EnumSet.of(
            ResourceKind.SHARE_SNAPSHOT,
            ResourceKind.SHARE,
            ResourceKind.SHARE_CHECKPOINT,
            ResourceKind.VOLUME_SNAPSHOT,
            ResourceKind.VOLUME,
            ResourceKind.VOLUME_CHECKPOINT,
            ResourceKind.CLUSTER,
            ResourceKind.HEAT_STACK);

    private final ToIntFunction<String> limit;
    private final InstantSource clock;
    private final Consumer<String> wake;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    private record Place(String environmentId, String resource) {}

    /** The deletions of one cloud. */
    private static final class Line {
        /** Since when each is on its way. */
        private final Map<Place, Instant> inFlight = new LinkedHashMap<>();
        /** When each has asked last; the first is the next. */
        private final Map<Place, Instant> waiting = new LinkedHashMap<>();
    }

    /**
     * @param limit how many at once, by the name of the cloud; asked each time
     * @param wake told the id of an environment for which there is room now
     */
    public Deletions(ToIntFunction<String> limit, InstantSource clock, Consumer<String> wake) {
        this.limit = limit;
        this.clock = clock;
        this.wake = wake;
    }

    /**
     * The deletion of that object is about to be asked for; asking again is no other deletion.
     *
     * @throws CloudException BUSY if there is no room for it now: then it must not be asked for
     */
    void begin(String environmentId, Resource resource) throws CloudException {
        if (!COUNTED.contains(resource.kind())) {
            return;
        }
        Line line = line(resource);
        Place place = new Place(environmentId, resource.name());
        Instant now = clock.instant();
        synchronized (line) {
            if (line.inFlight.containsKey(place)) {
                return;
            }
            line.waiting.put(place, now);
            line.waiting.values().removeIf(asked -> now.isAfter(asked.plus(FORGOTTEN)));
            if (position(line, place) >= room(line, resource.cloud(), now)) {
                throw CloudException.heldBack(
                        CloudException.Kind.BUSY,
                        "As many deletions as allowed are under way on cloud '" + resource.cloud() + "', so "
                                + resource.kind().label() + " " + resource.name() + " waits",
                        Backoff.FIRST);
            }
            line.waiting.remove(place);
            line.inFlight.put(place, now);
        }
    }

    /** The cloud says that the object is on its way out, whoever asked for that and when. */
    void seen(String environmentId, Resource resource) {
        if (COUNTED.contains(resource.kind())) {
            Line line = line(resource);
            Place place = new Place(environmentId, resource.name());
            synchronized (line) {
                line.waiting.remove(place);
                line.inFlight.putIfAbsent(place, clock.instant());
            }
        }
    }

    /** The object is gone, or the cloud has given its deletion up. */
    void over(String environmentId, Resource resource) {
        Line line = lines.get(resource.cloud());
        if (line == null) {
            return;
        }
        Place place = new Place(environmentId, resource.name());
        Optional<String> next;
        synchronized (line) {
            line.waiting.remove(place);
            if (line.inFlight.remove(place) == null) {
                return;
            }
            Iterator<Place> waiting = line.waiting.keySet().iterator();
            next = waiting.hasNext() ? Optional.of(waiting.next().environmentId()) : Optional.empty();
        }
        next.ifPresent(wake);
    }

    private Line line(Resource resource) {
        return lines.computeIfAbsent(resource.cloud(), name -> new Line());
    }

    private static int position(Line line, Place place) {
        int position = 0;
        for (Place waiting : line.waiting.keySet()) {
            if (waiting.equals(place)) {
                return position;
            }
            position++;
        }
        throw new IllegalStateException(place + " does not wait");
    }

    private int room(Line line, String cloud, Instant now) {
        long busy = line.inFlight.values().stream()
                .filter(since -> !now.isAfter(since.plus(LONGEST)))
                .count();
        return Math.max(1, limit.applyAsInt(cloud)) - (int) busy;
    }
}
