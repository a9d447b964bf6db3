package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.AddressRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Manila access rules: who may mount a share. */
final class ManilaAccess {
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$|/)|(?=$|/))){4}(?:/(?:3[0-2]|[12]?\\d))?");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*(?:/\\d{1,3})?");

    private static final Set<String> BUSY =
            Set.of("creating", "deleting", "extending", "shrinking", "restoring", "reverting", "error");
    private static final Set<String> UNFIT_FOR_NFS = Set.of("user", "cert");

    private final CloudState cloud;

    ManilaAccess(CloudState cloud) {
        this.cloud = cloud;
    }

    void routes(Router router) {
        router.on("GET", "/v2/{project}/share-access-rules", this::list);
        router.on("GET", "/v2/{project}/share-access-rules/{id}", call -> {
            ManilaVersions.since(call, 45);
            return Answer.ok(Json.map("access", ManilaViews.rule(call, rule(call), true)));
        });
        router.on("PUT", "/v2/{project}/share-access-rules/{id}/metadata", this::setMetadata);
    }

    private AccessRule rule(Call call) {
        AccessRule rule = cloud.store.accessRules.get(call.var("id"), call.projectId());
        if (rule == null) {
            throw new ApiError(404, "Share access rule " + call.var("id") + " not found.");
        }
        return rule;
    }

    private Answer list(Call call) {
        ManilaVersions.since(call, 45);
        String shareId = call.query.get("share_id");
        if (shareId == null) {
            throw new ApiError(400, "The field 'share_id' has to be specified.");
        }
        Share share = cloud.store.shares.get(shareId, call.projectId());
        if (share == null) {
            throw new ApiError(400, "Share " + shareId + " not found.");
        }
        Map<String, String> wanted = ManilaFilters.pairs(call.query.getOrDefault("metadata", ""));
        List<Object> views = new ArrayList<>();
        for (AccessRule rule : of(share)) {
            if (rule.metadata.entrySet().containsAll(wanted.entrySet())) {
                views.add(ManilaViews.rule(call, rule, false));
            }
        }
        return Answer.ok(Json.map("access_list", views));
    }

    Answer oldList(Call call, Share share) {
        List<Object> views = new ArrayList<>();
        of(share).forEach(rule -> views.add(ManilaViews.rule(call, rule, false)));
        return Answer.ok(Json.map("access_list", views));
    }

    private List<AccessRule> of(Share share) {
        return cloud.store.accessRules.list(share.projectId, cloud.now()).stream()
                .filter(rule -> rule.share == share)
                .toList();
    }

    Answer allow(Call call, Share share, JsonNode asked) {
        String type = asked.path("access_type").asText();
        String to = asked.path("access_to").asText();
        String level =
                asked.hasNonNull("access_level") ? asked.path("access_level").asText() : "rw";
        validate(type, to, level);
        if (BUSY.contains(share.status)) {
            throw new ApiError(
                    400,
                    "New access rules cannot be applied while the share or any of its replicas or migration copies"
                            + " lacks a valid host or is in an invalid state.");
        }
        boolean exists = cloud.store.accessRules.all().stream()
                .anyMatch(r -> r.share == share && r.type.equals(type) && r.to.equals(to));
        if (exists) {
            throw new ApiError(400, "Share access " + type + ":" + to + " exists.");
        }
        AccessRule rule = new AccessRule(share, call.token.userId(), cloud.now(), type, to, level);
        rule.metadata = Json.strings(asked.path("metadata"));
        rule.status = "queued_to_apply";
        cloud.store.accessRules.add(rule);
        // who is no address cannot be let into an NFS share; the service notices only when it tries
        boolean fails = cloud.faults.take("rule") != null || share.proto.equals("NFS") && UNFIT_FOR_NFS.contains(type);
        cloud.timeline.during(Step.ACCESS_ALLOW, 0.3, () -> move(rule, "queued_to_apply", "applying"));
        cloud.timeline.after(Step.ACCESS_ALLOW, () -> move(rule, "applying", fails ? "error" : "active"));
        return Answer.ok(Json.map("access", ManilaViews.rule(call, rule, true)));
    }

    private static void validate(String type, String to, String level) {
        boolean valid =
                switch (type) {
                    case "ip" -> IPV4.matcher(to).matches() || IPV6.matcher(to).matches();
                    case "user" -> to.matches("[A-Za-z0-9_.@-]{4,255}");
                    case "cert", "cephx" -> !to.isBlank();
                    default ->
                        throw new ApiError(400, "Only 'ip', 'user', 'cert' or 'cephx' access types are supported.");
                };
        if (valid && type.equals("ip") && hasHostBits(to)) {
            throw new ApiError(400, to + " has host bits set");
        }
        if (!valid && type.equals("ip")) {
            throw new ApiError(400, "'" + to + "' does not appear to be an IPv4 or IPv6 network");
        }
        if (!valid) {
            throw new ApiError(
                    400,
                    "Invalid user or group name. Must be 4-255 characters and consist of alphanumeric characters and"
                            + " exclude special characters \"/\\[]:;|=,+*?<>");
        }
        if (!level.equals("rw") && !level.equals("ro")) {
            throw new ApiError(400, "Invalid access rule: Invalid share access level: " + level + ".");
        }
    }

    private static boolean hasHostBits(String cidr) {
        return AddressRange.parse(cidr).map(AddressRange::hasHostBits).orElse(false);
    }

    /** A rule that somebody has begun to deny keeps going that way. */
    private static void move(AccessRule rule, String from, String to) {
        if (rule.status.equals(from)) {
            rule.status = to;
        }
    }

    /** Denying what is being denied already is accepted once more. */
    Answer deny(Share share, JsonNode asked) {
        AccessRule rule = cloud.store.accessRules.get(asked.path("access_id").asText(), share.projectId);
        if (rule == null || rule.share != share) {
            throw new ApiError(404, "Resource could not be found.");
        }
        if (rule.status.equals("queued_to_deny") || rule.status.equals("denying")) {
            return Answer.accepted();
        }
        rule.status = "queued_to_deny";
        boolean fails = cloud.faults.deleteFails(Kind.ACCESS_RULE);
        cloud.timeline.during(Step.ACCESS_DENY, 0.3, () -> move(rule, "queued_to_deny", "denying"));
        cloud.timeline.after(Step.ACCESS_DENY, () -> {
            if (fails) {
                rule.status = "error";
            } else {
                cloud.store.accessRules.remove(rule);
            }
        });
        return Answer.accepted();
    }

    private Answer setMetadata(Call call) throws IOException {
        ManilaVersions.since(call, 45);
        AccessRule rule = rule(call);
        rule.metadata.putAll(Json.strings(call.json().path("metadata")));
        return Answer.ok(Json.map("metadata", rule.metadata));
    }
}
