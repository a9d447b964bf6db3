package io.jenkins.plugins.dataclone.docker.compose;

import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code ports}. Source: Compose Specification, "ports". */
final class PortReader {
    private record Range(int first, int last) {
        static Range of(String text) {
            int dash = text.indexOf('-');
            Range range = dash < 0
                    ? new Range(Units.port(text), Units.port(text))
                    : new Range(Units.port(text.substring(0, dash)), Units.port(text.substring(dash + 1)));
            if (range.last < range.first || range.size() > MOST_PORTS) {
                throw new IllegalArgumentException("not a range of ports from low to high, " + MOST_PORTS + " at most");
            }
            return range;
        }

        int size() {
            return last - first + 1;
        }
    }

    private static final int MOST_PORTS = 1000;

    private PortReader() {}

    static List<Port> read(Element ports) {
        List<Port> result = new ArrayList<>();
        if (ports != null) {
            for (Element port : ports.items()) {
                result.addAll(port.isMap() ? longForm(port) : port.as(PortReader::shortForm, List.of()));
                if (result.size() > MOST_PORTS) {
                    ports.refuse("has more than " + MOST_PORTS + " ports");
                    return List.of();
                }
            }
        }
        return List.copyOf(result);
    }

    /** {@code [HOST:]CONTAINER[/PROTOCOL]}, HOST being {@code [IP:](port|range)}. */
    private static List<Port> shortForm(String text) {
        int slash = text.indexOf('/');
        String protocol = slash < 0 ? "tcp" : text.substring(slash + 1);
        if (!List.of("tcp", "udp", "sctp").contains(protocol)) {
            throw new IllegalArgumentException("not of protocol tcp, udp or sctp");
        }
        String ports = slash < 0 ? text : text.substring(0, slash);
        int colon = ports.lastIndexOf(':');
        Range target = Range.of(ports.substring(colon + 1));
        String host = colon < 0 ? "" : ports.substring(0, colon);
        int hostColon = host.lastIndexOf(':');
        String hostIp = hostColon < 0 ? null : unbracketed(host.substring(0, hostColon));
        String published = host.substring(hostColon + 1);
        return spread(hostIp, published.isEmpty() ? null : Range.of(published), target, protocol, false);
    }

    private static List<Port> longForm(Element port) {
        Map<String, Element> entries =
                port.entries("target", "published", "host_ip", "protocol", "mode", "name", "app_protocol");
        if (!entries.containsKey("target")) {
            port.refuse("has no target");
            return List.of();
        }
        int target = entries.get("target").as(Units::port, 1);
        String protocol =
                entries.containsKey("protocol") ? entries.get("protocol").oneOf("tcp", "udp", "sctp") : "tcp";
        boolean host = entries.containsKey("mode")
                && entries.get("mode").oneOf("ingress", "host").equals("host");
        String hostIp = entries.containsKey("host_ip")
                ? unbracketed(entries.get("host_ip").text())
                : null;
        Element published = entries.get("published");
        if (published == null || published.text().equals("0")) {
            return spread(hostIp, null, new Range(target, target), protocol, host);
        }
        return published.as(
                text -> spread(hostIp, Range.of(text), new Range(target, target), protocol, host), List.of());
    }

    private static List<Port> spread(String hostIp, Range published, Range target, String protocol, boolean host) {
        if (published != null && published.size() != target.size()) {
            throw new IllegalArgumentException("a range with another number of ports than the container's");
        }
        List<Port> ports = new ArrayList<>();
        for (int i = 0; i < target.size(); i++) {
            ports.add(new Port(
                    hostIp, published == null ? 0 : published.first() + i, target.first() + i, protocol, host));
        }
        return ports;
    }

    private static String unbracketed(String ip) {
        return ip.startsWith("[") && ip.endsWith("]") ? ip.substring(1, ip.length() - 1) : ip;
    }
}
