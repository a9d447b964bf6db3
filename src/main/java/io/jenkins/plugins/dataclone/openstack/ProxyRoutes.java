package io.jenkins.plugins.dataclone.openstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The way to a cloud's hosts: through the proxy that is configured for the cloud, or else the one Java has been told of, but
 * for the hosts that are reached directly. Immutable.
 */
final class ProxyRoutes extends ProxySelector {
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final HttpProxy proxy;
    private final List<Pattern> direct;

    /**
     * @param proxy null for whatever Java has been told
     * @param directHosts host names, {@code *} standing for any part: {@code *.example.org}, {@code 10.1.*}
     */
    ProxyRoutes(HttpProxy proxy, List<String> directHosts) {
        this.proxy = proxy;
        this.direct = directHosts.stream().map(ProxyRoutes::pattern).toList();
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        if (direct.stream().anyMatch(pattern -> pattern.matcher(host).matches())) {
            return DIRECT;
        }
        if (proxy != null) {
            // not resolved here: the name may change its address while the client lives
            return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port())));
        }
        ProxySelector javas = ProxySelector.getDefault();
        return javas == null ? DIRECT : javas.select(uri);
    }

    /** The proxy on the way to that address, as {@code host:port}; null if there is none. */
    static String onTheWayTo(URI uri, ProxySelector routes) {
        for (Proxy each : routes == null ? DIRECT : routes.select(uri)) {
            return each.type() == Proxy.Type.HTTP && each.address() instanceof InetSocketAddress address
                    ? address.getHostString() + ":" + address.getPort()
                    : null;
        }
        return null;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // the call fails, and says so; there is no second proxy to turn to
    }

    private static Pattern pattern(String host) {
        String glob = host.startsWith(".") ? "*" + host : host;
        return Pattern.compile(Stream.of(glob.toLowerCase(Locale.ROOT).split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    }
}
