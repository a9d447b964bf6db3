package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import hudson.ProxyConfiguration;
import io.jenkins.plugins.dataclone.openstack.CallLimits;
import io.jenkins.plugins.dataclone.openstack.HttpProxy;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConnectionOptionsTest {
    private final CloudProfile lab = Samples.cloud("lab");
    private final ConnectionOptions options = new ConnectionOptions();

    @Test
    void theDefaultsAreGoodAndSuitMostClouds() {
        lab.check();

        assertThat(lab.getConnection().getConnectTimeoutSeconds()).isEqualTo(10);
        assertThat(lab.getConnection().getReadTimeoutSeconds()).isEqualTo(30);
        assertThat(new CallLimits(
                        lab.getConnection().getMaxCallsInFlight(),
                        lab.getConnection().getMaxCallsPerSecond()))
                .isEqualTo(CallLimits.DEFAULT)
                .isEqualTo(new CallLimits(8, 20));
    }

    @Test
    void whatIsOutOfBoundsIsNamed() {
        refused(it -> it.setConnectTimeoutSeconds(0), "connectTimeoutSeconds: 0 is not from 1 to 60");
        refused(it -> it.setReadTimeoutSeconds(301), "readTimeoutSeconds: 301 is not from 5 to 300");
        refused(it -> it.setMaxCallsInFlight(65), "maxCallsInFlight: 65 is not from 1 to 64");
        refused(it -> it.setMaxCallsPerSecond(0), "maxCallsPerSecond: 0 is not from 1 to 10000");
        refused(it -> it.setProxyHost("http://proxy"), "proxyHost: 'http://proxy' is no host name");
        refused(it -> it.setProxyHost("user@proxy"), "proxyHost: 'user@proxy' is no host name");
        refused(it -> it.setProxyPort(65_536), "proxyPort: 65536 is not from 1 to 65535");
        refused(
                it -> it.setNoProxyHosts(List.of("*.lab\n10.20.*, a/b")),
                "noProxyHosts: 'a/b' is no host name; * may stand for any part of one");
    }

    @Test
    void theTextAreaBecomesAList() {
        options.setNoProxyHosts(List.of(" *.lab \r\n\r\n10.20.*"));

        assertThat(options.getNoProxyHosts()).containsExactly("*.lab", "10.20.*");
        assertThat(options.getNoProxyHostsText()).isEqualTo("*.lab\n10.20.*");
    }

    @Test
    void theCloudsOwnProxyWinsOverThatOfJenkins() {
        options.setProxyHost("proxy.lab");
        options.setNoProxyHosts(List.of("*.near.lab"));

        ProxyChoice way = ProxyChoice.of(options, ofJenkins("*.example.org"));

        assertThat(way.proxy()).contains(new HttpProxy("proxy.lab", 3128));
        assertThat(way.directHosts()).containsExactly("*.near.lab");
    }

    @Test
    void theProxyOfJenkinsIsTakenWithItsExceptionsAndOurs() {
        options.setNoProxyHosts(List.of("*.near.lab"));

        ProxyChoice way = ProxyChoice.of(options, ofJenkins("*.example.org, localhost|10.1.*\n"));

        assertThat(way.proxy()).contains(new HttpProxy("proxy.office", 8080));
        assertThat(way.directHosts()).containsExactly("*.near.lab", "*.example.org", "localhost", "10.1.*");
    }

    @Test
    void withoutEitherItIsLeftToTheJdk() {
        assertThat(ProxyChoice.of(options, null).proxy()).isEmpty();
        assertThat(ProxyChoice.of(options, new ProxyConfiguration("", 0)).proxy())
                .isEmpty();
        assertThat(ProxyChoice.of(options, ofJenkins(null)).proxy()).isPresent();
    }

    private static ProxyConfiguration ofJenkins(String exceptions) {
        ProxyConfiguration proxy = new ProxyConfiguration("proxy.office", 8080);
        proxy.setNoProxyHost(exceptions);
        return proxy;
    }

    private void refused(Consumer<ConnectionOptions> mistake, String sentence) {
        ConnectionOptions wrong = new ConnectionOptions();
        mistake.accept(wrong);
        lab.setConnection(wrong);
        assertThatIllegalArgumentException().isThrownBy(lab::check).withMessage("cloud 'lab', " + sentence);
    }
}
