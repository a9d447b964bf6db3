package io.jenkins.plugins.dataclone.ui;

import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import io.jenkins.plugins.dataclone.ledger.Seen;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Something that happened to an environment, as the ledger has it. */
public final class Event {
    private final Instant at;
    private final String text;

    private Event(Instant at, String text) {
        this.at = at;
        this.text = text;
    }

    /** What happened so far, the latest first. */
    static List<Event> of(Environment environment) {
        List<Event> events = new ArrayList<>();
        events.add(new Event(
                environment.createdAt(),
                Messages.Event_Opened(environment.owner().run())));
        environment.resources().forEach(resource -> add(events, resource));
        if (environment.releasedAt() != null) {
            events.add(new Event(environment.releasedAt(), Messages.Event_Released(environment.releaseReason())));
        }
        if (environment.endedAt() != null) {
            events.add(new Event(environment.endedAt(), Messages.Event_Ended()));
        }
        events.sort(Comparator.comparing((Event event) -> event.at).reversed());
        return events;
    }

    public String getAt() {
        return Times.second(at);
    }

    public String getText() {
        return text;
    }

    private static void add(List<Event> events, Resource resource) {
        String what = resource.kind().label() + " " + resource.name();
        resource.attribute(Seen.FOUND)
                .ifPresent(found -> events.add(new Event(Instant.parse(found), Messages.Event_Found(what))));
        if (resource.requestedAt() != null) {
            events.add(new Event(resource.requestedAt(), Messages.Event_Requested(what)));
        }
        if (resource.readyAt() != null) {
            String took = EnvironmentFacts.took(resource)
                    .map(EnvironmentFacts::spoken)
                    .orElse("");
            events.add(new Event(resource.readyAt(), Messages.Event_Ready(what, took)));
        }
        if (resource.goneAt() != null && resource.requestedAt() != null) {
            events.add(new Event(resource.goneAt(), Messages.Event_Gone(what)));
        }
    }
}
