package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Shares.Access;
import io.jenkins.plugins.dataclone.port.Shares.AccessRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Access rules. Source: Shared File Systems API v2, "Share access rules" and "Grant access", "Revoke access". */
final class ManilaAccess {
    private static final ServiceName MANILA = ServiceName.MANILA;

    private final Session session;
    private final ManilaVersion version;

    ManilaAccess(Session session, ManilaVersion version) {
        this.session = session;
        this.version = version;
    }

    List<AccessRule> list(String shareId) throws CloudException {
        requireShare(shareId);
        JsonApi api = JsonApi.manila(version.minor());
        boolean separate = version.minor() >= ManilaVersion.ACCESS_RULES;
        JsonNode answer;
        try {
            answer = session.read(
                    MANILA,
                    "list access rules of share " + shareId,
                    client -> Json.listing(
                            separate
                                    ? api.get("/share-access-rules", Map.of("share_id", shareId))
                                    : api.post(path(shareId), ManilaJson.action("access_list", null)),
                            "access_list"));
        } catch (CloudException e) {
            throw isMissingShare(e) ? missing(e) : e;
        }
        List<AccessRule> rules = new ArrayList<>();
        answer.path("access_list").forEach(rule -> rules.add(ManilaJson.accessRule(rule)));
        return rules;
    }

    /** A share that does not exist is 400 here, not 404. */
    private static boolean isMissingShare(CloudException e) {
        return e.status() == 400 && e.getMessage().contains("not found");
    }

    private static CloudException missing(CloudException e) {
        return CloudException.answered(
                CloudException.Kind.NOT_FOUND,
                e.getMessage(),
                e.status(),
                e.requestId().orElse(null),
                null);
    }

    AccessRule allow(String shareId, Access access) throws CloudException {
        requireShare(shareId);
        requireSupport(access);
        Map<String, String> rule =
                Map.of("access_type", access.type(), "access_to", access.to(), "access_level", access.level());
        String action = "allow " + access.level() + " access "
                + (access.type().equals("ip") ? "from " : "of " + access.type() + " ") + access.to() + " to share "
                + shareId;
        JsonApi api = JsonApi.manila(version.minor());
        try {
            return session.attempt(
                    MANILA,
                    client -> ManilaJson.accessRule(api.post(path(shareId), ManilaJson.action("allow_access", rule))
                            .path("access")));
        } catch (HttpFailure failure) {
            if (failure.status() == 400 && failure.body().contains("exists")) {
                return existing(shareId, access)
                        .orElseThrow(() -> session.errors().of(MANILA, action, failure));
            }
            throw session.errors().of(MANILA, action, failure);
        } catch (RuntimeException failure) {
            throw session.errors().of(MANILA, action, failure);
        }
    }

    void requireSupport(Access access) throws CloudException {
        if (access.type().equals("cephx")) {
            version.require(ManilaVersion.CEPHX, "access for Ceph ids");
        } else if (access.type().equals("ip") && access.to().contains(":")) {
            version.require(ManilaVersion.IPV6, "access for IPv6 addresses");
        }
    }

    private Optional<AccessRule> existing(String shareId, Access access) throws CloudException {
        return list(shareId).stream()
                .filter(rule -> access.equals(rule.access()))
                .findFirst();
    }

    void deny(String shareId, String ruleId) throws CloudException {
        requireShare(shareId);
        Ids.require(session.cloud(), "access rule", ruleId);
        JsonApi api = JsonApi.manila(version.minor());
        try {
            session.write(
                    MANILA,
                    "remove access rule " + ruleId + " of share " + shareId,
                    client -> api.post(path(shareId), ManilaJson.action("deny_access", Map.of("access_id", ruleId))));
        } catch (CloudException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
    }

    private void requireShare(String shareId) throws CloudException {
        Ids.require(session.cloud(), "share", shareId);
    }

    private static String path(String shareId) {
        return "/shares/" + shareId + "/action";
    }
}
