package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Reply;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Script;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** One server that is Keystone and every other service too; tokens are {@code <cloud>-1}, {@code <cloud>-2}, ... */
final class FakeKeystone implements AutoCloseable {
    private static final String CATALOG = """
            {"type": "%s", "name": "x", "endpoints": [{"interface": "public", "region": "R", "region_id": "R", "url": "%s"}]}""";

    private final String cloud;
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicReference<String> url = new AtomicReference<>();
    private final ScriptedServer server;

    FakeKeystone(String cloud, Script services) throws IOException {
        this.cloud = cloud;
        server = ScriptedServer.plain(
                request -> request.uri().equals("/v3/auth/tokens") ? login() : services.answer(request));
        url.set(server.url());
    }

    CloudSettings.Builder settings() {
        return CloudSettings.builder(
                        cloud,
                        server.url(),
                        Credential.Password.named("jenkins", "Default", "ci", "Default", "not-shown"))
                .limits(TestClouds.UNLIMITED);
    }

    OpenStackCloud connect() throws CloudException {
        return new OpenStackCloud(settings().build());
    }

    int logins() {
        return logins.get();
    }

    ScriptedServer server() {
        return server;
    }

    private Reply login() {
        String catalog = String.join(
                ",",
                CATALOG.formatted("shared-file-system", url + "/share/v2/p"),
                CATALOG.formatted("block-storage", url + "/volume/v3/p"),
                CATALOG.formatted("container-infrastructure-management", url + "/magnum/v1"),
                CATALOG.formatted("orchestration", url + "/heat/v1/p"),
                CATALOG.formatted("network", url + "/network"));
        Instant now = Instant.now();
        String body = """
                {"token": {"methods": ["password"], "user": {"id": "u", "name": "jenkins"}, "project": {"id": "p", "name": "ci"},
                 "issued_at": "%s", "expires_at": "%s", "catalog": [%s]}}""".formatted(now, now.plus(Duration.ofHours(1)), catalog);
        return new Reply(201, body, Map.of("X-Subject-Token", cloud + "-" + logins.incrementAndGet()));
    }

    @Override
    public void close() {
        server.close();
    }
}
