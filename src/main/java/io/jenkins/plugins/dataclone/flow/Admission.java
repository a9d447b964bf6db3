package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.Demand.Shortage;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What stands before the first create of a flow: a forecast of what it will take, and a place in its cloud's line while that
 * does not fit. A cloud that refuses for a quota all the same sends the flow back into line.
 */
final class Admission {
    /** How long a flow waits in line if nobody said. */
    static final Duration USUAL_TIMEOUT = Duration.ofMinutes(30);
    /** When to ask again after the cloud refused although the forecast fitted: it counts something we cannot see. */
    static final Duration REFUSED_RETRY = Duration.ofSeconds(15);

    /** What is still to be made; made anew at each tick, from what the ledger says. */
    @FunctionalInterface
    interface Forecast {
        Demand left() throws CloudException;
    }

    private final Flow<?> flow;
    private final String environmentId;
    private final String who;
    private final String cloud;
    private final Forecast forecast;
    private volatile boolean admitted;
    /** What is waited for, with numbers that change while one waits. */
    private volatile String waitingFor;

    private volatile int toldPosition;

    /**
     * @param key tells this flow from others of the environment
     * @param cloud name of the cloud
     */
    Admission(Flow<?> flow, String environmentId, String key, String cloud, Forecast forecast) {
        this.flow = flow;
        this.environmentId = environmentId;
        this.who = environmentId + " " + key;
        this.cloud = cloud;
        this.forecast = forecast;
    }

    /**
     * One tick.
     *
     * @return whether the flow may go on
     * @throws CloudException QUOTA if it can never fit, or does not within the time allowed
     */
    boolean advance() throws CloudException {
        Demand left = forecast.left();
        if (admitted) {
            line().keep(who, left);
            return true;
        }
        if (left.isEmpty()) {
            admitted = true;
            return true;
        }
        Optional<QuotaLine.Place> place = line().ask(who, since(), left);
        if (place.isPresent()) {
            wait(place.get());
            return false;
        }
        admitted = true;
        if (waitingFor != null) {
            flow.say("There is room now on cloud '" + cloud + "', going on");
            waitingFor = null;
            toldPosition = 0;
        }
        return true;
    }

    /** What it waits for, in a few words; empty if it does not stand in line. */
    Optional<String> waitingFor() {
        return Optional.ofNullable(waitingFor);
    }

    /**
     * The cloud has refused for a quota.
     *
     * @return whether there is time to try again
     */
    boolean sendBack() throws CloudException {
        admitted = false;
        line().leave(who);
        return !isLate();
    }

    private void wait(QuotaLine.Place place) throws CloudException {
        List<Shortage> hopeless =
                place.shortages().stream().filter(Shortage::isHopeless).toList();
        if (!hopeless.isEmpty()) {
            line().leave(who);
            throw CloudException.of(
                    CloudException.Kind.QUOTA,
                    "The quota of cloud '" + cloud + "' can never hold environment " + environmentId + ": "
                            + listed(hopeless) + "; ask for less, or ask the cloud's administrator to raise it");
        }
        if (isLate()) {
            line().leave(who);
            throw CloudException.of(
                    CloudException.Kind.QUOTA,
                    "Environment " + environmentId + " waited in vain for the quota of cloud '" + cloud + "': "
                            + listed(place.shortages())
                            + "; free something there, raise the quota, or allow a longer quotaTimeout");
        }
        waitingFor = "quota on cloud '" + cloud + "', position " + place.position() + " in line: "
                + listed(place.shortages());
        if (place.position() != toldPosition) {
            toldPosition = place.position();
            flow.say("Waiting for " + waitingFor);
        }
    }

    private boolean isLate() {
        return flow.now().isAfter(flow.quotaDeadline());
    }

    private Instant since() {
        return flow.context().ledger().get(environmentId).createdAt();
    }

    private QuotaLine line() throws CloudException {
        return flow.context().line(cloud);
    }

    private static String listed(List<Shortage> shortages) {
        return shortages.stream().map(Shortage::toString).collect(Collectors.joining(", "));
    }
}
