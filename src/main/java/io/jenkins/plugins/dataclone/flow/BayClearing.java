package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.StackDeployer;
import io.jenkins.plugins.dataclone.port.StackDeployer.BayCleaner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an orchestrator has made in the cloud by itself - load balancers, volumes - is taken away before its bay: Magnum knows
 * nothing of it, and would trip over it. A bay whose orchestrator cannot do that, or does not answer, goes all the same after a
 * while.
 */
final class BayClearing {
    /** How long a bay waits for it. */
    static final Duration PATIENCE = Duration.ofMinutes(3);
    /** On a bay: when it was first asked, ISO 8601. */
    private static final String SINCE = "clearingSince";

    private final FlowContext context;
    private final String environmentId;

    BayClearing(FlowContext context, String environmentId) {
        this.context = context;
        this.environmentId = environmentId;
    }

    /** @throws CloudException CONFLICT as long as something is left and there is still patience */
    void clear(Resource bay) throws CloudException {
        Optional<BayCleaner> cleaner = cleaner(bay);
        if (cleaner.isEmpty() || bay.attribute(BayFlow.API_ADDRESS).orElse("").isEmpty()) {
            return;
        }
        if (context.ledger().passedSince(since(bay)).compareTo(PATIENCE) > 0) {
            return;
        }
        String left;
        try {
            List<String> things = cleaner.get().clean(context.engine(bay));
            if (things.isEmpty()) {
                return;
            }
            left = "it still has " + String.join(", ", things);
        } catch (CloudException e) {
            left = e.getMessage();
        }
        throw CloudException.of(
                CloudException.Kind.CONFLICT,
                "Bay " + bay.name() + " on cloud '" + bay.cloud()
                        + "' is not deleted before what was made from inside it is gone: " + left);
    }

    private Optional<BayCleaner> cleaner(Resource bay) {
        try {
            StackDeployer deployer =
                    context.deployers().forCoe(bay.attribute(BayFlow.COE).orElse(""));
            return deployer.cleaner();
        } catch (CloudException nobodyHereSpeaksIt) {
            return Optional.empty();
        }
    }

    private Instant since(Resource bay) throws CloudException {
        Optional<Instant> noted = bay.attribute(SINCE).map(Instant::parse);
        if (noted.isPresent()) {
            return noted.get();
        }
        Instant now = context.clock().instant();
        context.ledger().update(environmentId, bay.name(), r -> r.withAttribute(SINCE, now.toString()));
        return now;
    }
}
