package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.model.Resource;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares;
import io.jenkins.plugins.dataclone.port.Shares.AccessRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An access rule on a clone. It has no name of its own: it is found by its share and whom it lets in. An instance serves one
 * tick: it reads the rules of a share once, however many of them are looked at.
 */
final class RemoteAccessRule implements Remote {
    /** Id of the share it opens. */
    static final String SHARE = "share";
    /** {@code ip}, {@code user}, {@code cert} or {@code cephx}. */
    static final String TYPE = "type";
    /** Whom it lets in. */
    static final String TO = "to";
    /** {@code rw} or {@code ro}. */
    static final String LEVEL = "level";

    private final FlowContext context;
    /** By id of the share. */
    private final Map<String, Optional<List<AccessRule>>> seen = new HashMap<>();

    RemoteAccessRule(FlowContext context) {
        this.context = context;
    }

    @Override
    public Optional<String> find(Resource resource) throws CloudException {
        String type = resource.attribute(TYPE).orElseThrow();
        String to = resource.attribute(TO).orElseThrow();
        return rules(resource).stream()
                .flatMap(List::stream)
                .filter(rule ->
                        rule.access().type().equals(type) && rule.access().to().equals(to))
                .map(AccessRule::id)
                .findFirst();
    }

    /** As long as the list says that the share's rules are being applied, none of them has to be asked for. */
    @Override
    public Look look(Resource resource) throws CloudException {
        boolean settling = context.board(resource.cloud())
                .share(resource.attribute(SHARE).orElseThrow())
                .filter(Shares.Share::rulesSettling)
                .isPresent();
        return settling ? Look.at(RemoteStatus.PENDING, "syncing") : lookClosely(resource);
    }

    @Override
    public Look lookClosely(Resource resource) throws CloudException {
        Optional<List<AccessRule>> rules = rules(resource);
        if (rules.isEmpty()) {
            return Look.missingWithItsHost();
        }
        return rules.get().stream()
                .filter(rule -> rule.id().equals(resource.id()))
                .findFirst()
                .map(RemoteAccessRule::seen)
                .orElseGet(Look::missing);
    }

    /** Manila has no message about a rule, so this is all there is to tell. */
    private static Look seen(AccessRule rule) {
        return rule.remoteStatus() == RemoteStatus.FAILED
                ? Look.failed(
                        RemoteStatus.FAILED,
                        rule.state(),
                        "the storage of the share does not let in "
                                + rule.access().type() + " " + rule.access().to() + " ("
                                + rule.access().level() + ")")
                : Look.at(rule.remoteStatus(), rule.state());
    }

    @Override
    public void delete(Resource resource) throws CloudException {
        shares(resource).denyAccess(resource.attribute(SHARE).orElseThrow(), resource.id());
    }

    private Optional<List<AccessRule>> rules(Resource resource) throws CloudException {
        String share = resource.attribute(SHARE).orElseThrow();
        Optional<List<AccessRule>> rules = seen.get(share);
        if (rules == null) {
            rules = read(resource, share);
            seen.put(share, rules);
        }
        return rules;
    }

    /** The rules of the share; empty if there is no share. */
    private Optional<List<AccessRule>> read(Resource resource, String share) throws CloudException {
        try {
            return Optional.of(shares(resource).listAccess(share));
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Shares shares(Resource resource) throws CloudException {
        return context.cloud(resource.cloud()).shares();
    }
}
