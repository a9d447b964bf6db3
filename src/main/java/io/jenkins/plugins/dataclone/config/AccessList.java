package io.jenkins.plugins.dataclone.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges who an access rule lets in. Manila takes an address or a CIDR without host bits; a rule for a large part of the
 * internet would open a copy of production data to everybody, so it is called open and needs the administrator's word.
 */
final class AccessList {
    /** A shorter prefix than this is open: the largest private network of IPv4 is a /8. */
    private static final int SHORTEST_IPV4 = 8;
    /** A shorter prefix than this is open: nobody is given more than a /16 of IPv6. */
    private static final int SHORTEST_IPV6 = 16;
    /** What stands before an IPv4 address in an IPv6 one, as a length in bits. */
    private static final int MAPPED = 96;

    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:.]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");

    private AccessList() {}

    /** What is wrong with an entry, or empty: an address, or a CIDR whose host bits are zero. */
    static Optional<String> problem(String entry) {
        Range range = Range.of(entry);
        if (range == null) {
            return Optional.of(Messages.AccessList_NotAnAddress(entry));
        }
        if (range.hasHostBits()) {
            return Optional.of(Messages.AccessList_HostBits(entry));
        }
        return Optional.empty();
    }

    /** Whether an entry lets in more than any one organisation owns. What is no address at all counts as open. */
    static boolean isOpen(String entry) {
        Range range = Range.of(entry);
        if (range == null) {
            return true;
        }
        if (range.address.length == 4) {
            return range.prefix < SHORTEST_IPV4 || range.isUnspecified();
        }
        return range.prefix < SHORTEST_IPV6
                || range.isUnspecified()
                || range.isMappedIpv4() && range.prefix < MAPPED + SHORTEST_IPV4;
    }

    /** An address with the number of leading bits that count. */
    private record Range(byte[] address, int prefix) {
        static Range of(String entry) {
            int slash = entry.indexOf('/');
            byte[] address = address(slash < 0 ? entry : entry.substring(0, slash));
            if (address == null) {
                return null;
            }
            int bits = address.length * 8;
            if (slash < 0) {
                return new Range(address, bits);
            }
            String prefix = entry.substring(slash + 1);
            if (!PREFIX.matcher(prefix).matches() || Integer.parseInt(prefix) > bits) {
                return null;
            }
            return new Range(address, Integer.parseInt(prefix));
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

        boolean hasHostBits() {
            BigInteger value = new BigInteger(1, address);
            return value.signum() != 0 && value.getLowestSetBit() < address.length * 8 - prefix;
        }

        /** {@code 0.0.0.0} and {@code ::}, which some back ends read as "everybody" even without a prefix. */
        boolean isUnspecified() {
            return new BigInteger(1, address).signum() == 0
                    || isMappedIpv4() && new BigInteger(1, address).intValue() == 0;
        }

        boolean isMappedIpv4() {
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
}
