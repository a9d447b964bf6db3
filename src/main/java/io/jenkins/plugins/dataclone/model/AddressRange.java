package io.jenkins.plugins.dataclone.model;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address or a range of them in CIDR form, as an access rule names it. A rule for a large part of the internet would open
 * a copy of production data to everybody, so such a range is called open and needs the administrator's word.
 */
public final class AddressRange {
    /** A shorter prefix than this is open: the largest private network of IPv4 is a /8. */
    private static final int SHORTEST_IPV4 = 8;
    /** A shorter prefix than this is open: nobody is given more than a /16 of IPv6. */
    private static final int SHORTEST_IPV6 = 16;
    /** What stands before an IPv4 address in an IPv6 one, as a length in bits. */
    private static final int MAPPED = 96;

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:.]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");

    private final byte[] address;
    private final int prefix;

    private AddressRange(byte[] address, int prefix) {
        this.address = address;
        this.prefix = prefix;
    }

    /** Reads an address or a CIDR; empty if it is neither. No name server is asked. */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return Optional.empty();
        }
        int bits = address.length * 8;
        if (slash < 0) {
            return Optional.of(new AddressRange(address, bits));
        }
        String prefix = text.substring(slash + 1);
        if (!PREFIX.matcher(prefix).matches() || Integer.parseInt(prefix) > bits) {
            return Optional.empty();
        }
        return Optional.of(new AddressRange(address, Integer.parseInt(prefix)));
    }

    /** Whether bits are set behind the prefix: then it is not the address of a network. */
    public boolean hasHostBits() {
        BigInteger value = new BigInteger(1, address);
        return value.signum() != 0 && value.getLowestSetBit() < address.length * 8 - prefix;
    }

    /** Whether it covers more than any one organisation owns. */
    public boolean isOpen() {
        if (address.length == 4) {
            return prefix < SHORTEST_IPV4 || isUnspecified();
        }
        return prefix < SHORTEST_IPV6 || isUnspecified() || isMappedIpv4() && prefix < MAPPED + SHORTEST_IPV4;
    }

    private static byte[] address(String text) {
        try {
            if (IPV4.matcher(text).matches()) {
                return InetAddress.getByName(text).getAddress();
            }
            // the colon keeps the JDK from asking a name server
            if (IPV6.matcher(text).matches()) {
                byte[] address = InetAddress.getByName(text).getAddress();
                return address.length == 4 ? mapped(address) : address;
            }
            return null;
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }

    /** The JDK shortens an IPv4 address written as IPv6; its prefix is counted in the long form. */
    private static byte[] mapped(byte[] ipv4) {
        byte[] address = new byte[16];
        address[10] = (byte) 0xff;
        address[11] = (byte) 0xff;
        System.arraycopy(ipv4, 0, address, 12, 4);
        return address;
    }

    /** {@code 0.0.0.0} and {@code ::}, which some back ends read as "everybody" even without a prefix. */
    private boolean isUnspecified() {
        return new BigInteger(1, address).signum() == 0 || isMappedIpv4() && new BigInteger(1, address).intValue() == 0;
    }

    private boolean isMappedIpv4() {
        if (address.length != 16 || address[10] != (byte) 0xff || address[11] != (byte) 0xff) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
