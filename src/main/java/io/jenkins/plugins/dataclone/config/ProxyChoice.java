package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ProxyConfiguration;
import hudson.Util;
import io.jenkins.plugins.dataclone.openstack.HttpProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which way to a cloud: the proxy that its profile names, otherwise the one in the plugin manager's settings of Jenkins,
 * otherwise whatever the JDK has been told. A login at the proxy cannot be given.
 *
 * @param proxy empty for the JDK's
 * @param directHosts hosts for which there is none
 */
record ProxyChoice(Optional<HttpProxy> proxy, List<String> directHosts) {
    /** As Jenkins separates the hosts in its own setting. */
    private static final String SEPARATORS = "[ \\t\\r\\n,|]+";

    static ProxyChoice of(ConnectionOptions options, @CheckForNull ProxyConfiguration ofJenkins) {
        List<String> direct = new ArrayList<>(options.getNoProxyHosts());
        String own = options.getProxyHost();
        if (own != null) {
            return new ProxyChoice(Optional.of(new HttpProxy(own, options.getProxyPort())), List.copyOf(direct));
        }
        if (ofJenkins == null) {
            return new ProxyChoice(Optional.empty(), List.copyOf(direct));
        }
        String named = Util.fixEmptyAndTrim(ofJenkins.getName());
        if (named == null) {
            return new ProxyChoice(Optional.empty(), List.copyOf(direct));
        }
        String hosts = Util.fixNull(ofJenkins.getNoProxyHost());
        for (String host : hosts.split(SEPARATORS)) {
            if (!host.isEmpty()) {
                direct.add(host);
            }
        }
        return new ProxyChoice(Optional.of(new HttpProxy(named, ofJenkins.getPort())), List.copyOf(direct));
    }
}
