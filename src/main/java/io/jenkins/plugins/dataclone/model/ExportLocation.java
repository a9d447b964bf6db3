package io.jenkins.plugins.dataclone.model;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a share can be mounted from, as its back end writes it:
 *
 * <pre>
 * NFS        10.0.0.5:/shares/abc            [2001:db8::5]:/shares/abc
 * CIFS       \\10.0.0.5\share-abc
 * CephFS     10.0.0.1:6789,10.0.0.2:6789:/volumes/_nogroup/abc
 * GlusterFS  10.0.0.5:/gv0/abc
 * HDFS       hdfs://namenode:8020/share-abc
 * </pre>
 *
 * @param location the string as Manila gives it
 * @param preferred whether the back end prefers this one among several
 */
public record ExportLocation(String location, boolean preferred) {
    private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*://([^/]*)(/.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNC = Pattern.compile("(?:\\\\\\\\|//)([^\\\\/]+)([\\\\/].*)?");
    private static final Pattern BRACKETED = Pattern.compile("\\[([0-9A-Fa-f:.]+(?:%\\w+)?)]");

    public ExportLocation {
        Objects.requireNonNull(location, "location");
    }

    /**
     * The server part: a host, without the brackets of an IPv6 address; several monitors with their ports for CephFS; host and
     * port for HDFS. Empty if the location names no server.
     */
    public String host() {
        return split()[0];
    }

    /** The path part, with slashes and a leading one; the whole location if it names no server. */
    public String path() {
        return split()[1];
    }

    private String[] split() {
        Matcher unc = UNC.matcher(location);
        if (unc.matches()) {
            return new String[] {
                unc.group(1), unc.group(2) == null ? "/" : unc.group(2).replace('\\', '/')
            };
        }
        Matcher url = URL.matcher(location);
        if (url.matches()) {
            return new String[] {url.group(1), url.group(2) == null ? "/" : url.group(2)};
        }
        int end = location.indexOf(":/");
        if (end < 0) {
            return new String[] {"", location};
        }
        String host = location.substring(0, end);
        Matcher bracketed = BRACKETED.matcher(host);
        return new String[] {bracketed.matches() ? bracketed.group(1) : host, location.substring(end + 1)};
    }
}
