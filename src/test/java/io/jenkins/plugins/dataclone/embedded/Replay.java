package io.jenkins.plugins.dataclone.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Plays recorded requests against an embedded cloud, with the recorded ids replaced by the cloud's. */
final class Replay implements AutoCloseable {
    /** Headers that must be in both answers or in none; of the first ones the value counts too. */
    private static final Set<String> SAME_VALUE = Set.of(
            "x-openstack-manila-api-version",
            "openstack-api-version",
            "openstack-api-minimum-version",
            "openstack-api-maximum-version",
            "x-openstack-nova-api-version",
            "retry-after",
            "content-type",
            "vary");

    private static final Set<String> SAME_PRESENCE =
            Set.of("x-compute-request-id", "x-openstack-request-id", "www-authenticate", "x-subject-token", "location");

    private static final Duration LONG = Duration.ofMinutes(10);

    private final ManualClock clock = new ManualClock();
    private final EmbeddedCloud cloud = EmbeddedCloud.builder()
            .clock(clock)
            .delays(Delays.realistic())
            .tokenLifetime(Duration.ofDays(365))
            .badRequestBeforeClusterGone(false)
            .start();
    private final Map<String, TestClient> clients = new LinkedHashMap<>();
    private final Map<String, String> ids = new LinkedHashMap<>();

    Replay() {
        ids.put("ef7fb15e61774102ad0279462ed661f2", cloud.projectId("ci"));
        ids.put("eb073a21e318484fb25092179388fb5b", cloud.projectId("other"));
        ids.put("1b4d47cf0d9e4014ad30aa66be157107", cloud.projectId("admin"));
        // The second recording, made by the user stranger on a cloud of its own
        ids.put("990d3ca55c624423bd5883f782b10288", cloud.projectId("other"));
        ids.put("5f30997749bf4116b374c54fdae16ddb", cloud.projectId("admin"));
        ids.put("54cbeb9dc0524748af930cef5b5c1445", userId(client("stranger")));
        // The third one, of volumes on servers
        ids.put("a2be4677d4fe4d7dbf949c1ec886ab68", cloud.projectId("ci"));
        ids.put("00923b71abed4f03a451a9d5d732e595", cloud.projectId("admin"));
        ids.put("3d2966d9fa5c4c7dbe329824fbca395b", cloud.projectId("other"));
        ids.put("510a2b08594a49228c0b3e3df1abec6f", userId(client("stranger")));
        TestClient ci = client("jenkins");
        ids.put("87e47ac9f7b841d6858ebc9a4c89e6b5", userId(ci));
        ids.put("4acffae0a24a4e299866d948acb18086", userId(ci));
        Map<String, String> network = Map.of(
                "5cbf5da3-4fe8-4fbf-8205-cc22fef5d6b5", "/networks/0/id",
                "5122df85-12f1-4c2d-b0d9-133fa7f643fd", "/networks/0/subnets/0",
                "85275a68-d23d-4cbb-82e9-b0e8bf2b72e8", "/networks/0/id");
        TestClient.Reply networks = ci.get("/network/v2.0/networks?name=ci");
        network.forEach(
                (recorded, where) -> ids.put(recorded, networks.json().at(where).asText()));
    }

    private static String userId(TestClient client) {
        return client.call("GET", "/identity/v3/auth/tokens", null, Map.of("X-Subject-Token", client.token()))
                .json()
                .at("/token/user/id")
                .asText();
    }

    /** Lets everything that is under way come to its end. */
    void settle() {
        clock.advance(LONG);
    }

    void failNextShare() {
        cloud.faults().nextShareFails("create: no network for the share server.");
    }

    void failNextVolume() {
        cloud.faults().nextVolumeFails();
    }

    void failNextStackDelete() {
        cloud.faults().nextDeleteFails(Kind.STACK);
    }

    void advance(Duration step) {
        clock.advance(step);
    }

    /** All that is not as recorded. */
    List<String> play(RecordedCall sample, Set<String> loose, boolean shapeOnly) {
        Map<String, String> headers = new LinkedHashMap<>();
        sample.requestHeaders().forEach((name, value) -> {
            if (name.startsWith("x-") && name.endsWith("-token")) {
                headers.put(
                        name.equals("x-auth-token") ? "X-Auth-Token" : "X-Subject-Token",
                        value.startsWith("gAAAA") ? token(sample) : "bad");
            } else {
                headers.put(name, value);
            }
        });
        headers.putIfAbsent("X-Auth-Token", "");
        String path = "/" + sample.service() + mapped(sample.path().replace("'", "%27"));
        String body = sample.requestBody().isEmpty() ? null : mapped(sample.requestBody());
        TestClient.Reply reply = client("jenkins").call(sample.method(), path, body, headers);
        if (reply.status() == 302 && sample.status() != 302) {
            // the recorder followed redirects
            String location = reply.header("Location");
            reply = client("jenkins").call("GET", location.substring(cloudUrl().length()), null, headers);
        }
        List<String> found = new ArrayList<>();
        if (reply.status() != sample.status()) {
            found.add("status: recorded " + sample.status() + " but is " + reply.status() + " " + reply.text());
        }
        compareHeaders(sample, reply, found);
        if (!reply.text().startsWith("<")) {
            found.addAll(new Likeness(cloudUrl(), loose, shapeOnly).differences(sample.body(), reply.json()));
        }
        Likeness.learn(sample.body(), reply.json(), ids);
        return found;
    }

    /** A request nobody recorded the answer of; what it made is known by the recorded id from then on. */
    void prepare(String user, String method, String path, String body, String recordedId) {
        TestClient client = client(user);
        TestClient.Reply reply = client.call(
                method,
                mapped(path),
                body.isEmpty() ? null : mapped(body),
                Map.of("X-OpenStack-Manila-API-Version", "2.65", "OpenStack-API-Version", "volume 3.70"));
        if (reply.status() >= 300) {
            throw new AssertionError("Preparation " + method + " " + path + " answered " + reply.text());
        }
        if (recordedId != null) {
            ids.put(recordedId, reply.json().elements().next().path("id").asText());
        }
    }

    @Override
    public void close() {
        cloud.close();
    }

    private String cloudUrl() {
        return cloud.keystoneUrl().replace("/identity/v3", "");
    }

    private String mapped(String text) {
        String mapped = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            mapped = mapped.replace(id.getKey(), id.getValue());
        }
        return mapped;
    }

    private String token(RecordedCall sample) {
        String name = sample.name();
        return name.contains("unauthorized") ? "bad" : client(userOf(name)).token();
    }

    /** The names of the samples say who called. */
    private static String userOf(String sample) {
        if (sample.matches("[a-z]+-admin-.*")) {
            return "admin";
        }
        if (sample.matches("[a-z]+-other-.*")) {
            return "stranger";
        }
        if (sample.matches("[a-z]+-reader-.*")) {
            return "watcher";
        }
        if (sample.contains("-appcred-unrestricted-") && !sample.startsWith("keystone")) {
            return "unrestricted";
        }
        return sample.matches("(heat|magnum)-appcred-.*|keystone-appcred-.*") ? "restricted" : "jenkins";
    }

    private TestClient client(String user) {
        return clients.computeIfAbsent(user, u -> switch (u) {
            case "restricted", "unrestricted" -> byCredential(u);
            case "stranger" -> TestClient.login(cloud, u, "other");
            case "admin" -> TestClient.login(cloud, u, "admin");
            default -> TestClient.login(cloud, u, "ci");
        });
    }

    private TestClient byCredential(String name) {
        TestClient owner = TestClient.login(cloud, "jenkins", "ci");
        String me = ids.get("4acffae0a24a4e299866d948acb18086");
        Map<String, Object> wanted = Json.map("name", name, "secret", "s3cret");
        owner.post("/identity/v3/users/" + me + "/application_credentials", Json.map("application_credential", wanted));
        Map<String, Object> user = Json.map("name", "jenkins", "domain", Json.map("name", "Default"));
        return TestClient.login(
                cloud,
                Json.map(
                        "identity",
                        Json.map(
                                "methods", List.of("application_credential"),
                                "application_credential", Json.map("name", name, "secret", "s3cret", "user", user))));
    }

    private static void compareHeaders(RecordedCall sample, TestClient.Reply reply, List<String> found) {
        Map<String, String> recorded = new TreeMap<>(sample.headers());
        Set<String> names = new TreeSet<>(SAME_VALUE);
        names.addAll(SAME_PRESENCE);
        for (String name : names) {
            String was = recorded.get(name);
            String is = reply.headers().get(name);
            boolean differs = SAME_VALUE.contains(name)
                    ? !String.valueOf(was).equals(String.valueOf(is))
                    : (was == null) != (is == null);
            if (differs) {
                found.add("header " + name + ": recorded " + was + " but is " + is);
            }
        }
    }

    static List<String> lines(String scenario) throws IOException {
        try (java.io.InputStream in = Replay.class.getResourceAsStream("/scenarios/" + scenario + ".txt")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
