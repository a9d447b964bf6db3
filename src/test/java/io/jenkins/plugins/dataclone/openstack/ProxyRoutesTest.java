package io.jenkins.plugins.dataclone.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Reply;
import io.jenkins.plugins.dataclone.openstack.ScriptedServer.Seen;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRoutesTest {
    private static final HttpProxy PROXY = new HttpProxy("proxy.example.org", 3128);

    @ParameterizedTest
    @CsvSource({
        "https://keystone.lab:5000/v3,       keystone.lab,  direct",
        "https://keystone.lab:5000/v3,       *.lab,         direct",
        "https://Keystone.LAB:5000/v3,       .lab,          direct",
        "https://keystone.lab.evil.org/v3,   *.lab,         proxy.example.org:3128",
        "https://10.20.0.7:5000/v3,          10.20.*,       direct",
        "https://keystone.lab:5000/v3,       *,             direct",
        "https://keystone.lab:5000/v3,       manila.lab,    proxy.example.org:3128",
        "https://a+b.lab/v3,                 a+b.lab,       proxy.example.org:3128",
    })
    void someHostsAreReachedDirectly(String url, String direct, String way) {
        String proxy = ProxyRoutes.onTheWayTo(URI.create(url), new ProxyRoutes(PROXY, List.of(direct)));
        assertThat(proxy == null ? "direct" : proxy).isEqualTo(way);
    }

    @Test
    void withoutAProxyOfItsOwnJavasIsAsked() {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(ProxySelector.of(java.net.InetSocketAddress.createUnresolved("javas", 8080)));
        try {
            ProxyRoutes routes = new ProxyRoutes(null, List.of("*.lab"));
            assertThat(ProxyRoutes.onTheWayTo(URI.create("https://a.org/"), routes))
                    .isEqualTo("javas:8080");
            assertThat(ProxyRoutes.onTheWayTo(URI.create("https://a.lab/"), routes))
                    .isNull();
            assertThat(ProxyRoutes.onTheWayTo(URI.create("https://a.lab/"), new ProxyRoutes(PROXY, List.of())))
                    .isEqualTo("proxy.example.org:3128");
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void aProxyHasAHostAndAPort() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpProxy(" ", 3128));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpProxy("proxy", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpProxy("proxy", 65_536));
    }

    @Test
    void everyCloudGoesItsOwnWay() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.plain(request -> Reply.of(401, "{}"));
                FakeKeystone cloud = new FakeKeystone("near", request -> Reply.json("{}"))) {
            OpenStackCloud far = new OpenStackCloud(settings("http://keystone.far.invalid:5000")
                    .proxy(at(proxy))
                    .build());
            assertThatThrownBy(() -> far.shares().listShares("")).hasMessageContaining("refused the login");
            assertThat(proxy.seen())
                    .extracting(Seen::uri)
                    .containsExactly("http://keystone.far.invalid:5000/v3/auth/tokens");

            OpenStackCloud near = new OpenStackCloud(cloud.settings()
                    .proxy(at(proxy))
                    .directHosts(List.of("127.0.0.*"))
                    .build());
            assertThatThrownBy(() -> near.shares().listShares("")).hasMessageContaining("is too old");
            assertThat(cloud.logins()).isEqualTo(1);
            assertThat(proxy.seen()).hasSize(1);
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamedInsteadOfTheCloud() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        OpenStackCloud cloud = new OpenStackCloud(settings("https://keystone.far.invalid:5000")
                .proxy(new HttpProxy("127.0.0.1", free))
                .build());
        assertThatThrownBy(() -> cloud.shares().listShares(""))
                .hasMessageContaining("the way is over the proxy 127.0.0.1:" + free + ", and nothing listens there")
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @ParameterizedTest
    @CsvSource({"http", "https"})
    void aProxyThatWantsALoginIsToldApart(String scheme) throws Exception {
        try (CannedServer proxy = CannedServer.answering(407)) {
            assertThatThrownBy(() -> over(proxy, scheme).shares().listShares(""))
                    .hasMessageContaining(
                            "the way is over the proxy 127.0.0.1:" + proxy.port() + ", and it asks for a login")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION));
        }
    }

    @Test
    void aProxyThatDoesNotGetThroughIsToldApart() throws Exception {
        try (CannedServer proxy = CannedServer.answering(502)) {
            assertThatThrownBy(() -> over(proxy, "https").shares().listShares(""))
                    .hasMessageContaining("the way is over the proxy 127.0.0.1:" + proxy.port()
                            + ", and it does not get through to there")
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
        }
    }

    private static OpenStackCloud over(CannedServer proxy, String scheme) throws CloudException {
        return new OpenStackCloud(settings(scheme + "://keystone.far.invalid:5000")
                .proxy(new HttpProxy("127.0.0.1", proxy.port()))
                .build());
    }

    private static HttpProxy at(ScriptedServer proxy) {
        return new HttpProxy("127.0.0.1", URI.create(proxy.url()).getPort());
    }

    private static CloudSettings.Builder settings(String url) {
        return CloudSettings.builder("far", url, Credential.Password.named("u", "Default", "p", "Default", "not-shown"))
                .limits(TestClouds.UNLIMITED);
    }
}
