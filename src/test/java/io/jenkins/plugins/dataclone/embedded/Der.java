package io.jenkins.plugins.dataclone.embedded;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** As much of DER (X.690) as an X.509 certificate and a PKCS#10 request need; the JDK has no public API for it. */
final class Der {
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int OCTETS = 0x04;
    static final int BITS = 0x03;
    static final int UTF8 = 0x0c;

    private Der() {}

    /** One element: its tag, its content and all its bytes. */
    record Element(int tag, byte[] content, byte[] encoded) {
        List<Element> children() {
            return readAll(content);
        }

        /** The content of a BIT STRING with whole bytes. */
        byte[] bitString() {
            return Arrays.copyOfRange(content, 1, content.length);
        }
    }

    static byte[] tlv(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] digits = BigInteger.valueOf(length).toByteArray();
            int skip = digits[0] == 0 ? 1 : 0;
            out.write(0x80 | (digits.length - skip));
            out.write(digits, skip, digits.length - skip);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return tlv(SEQUENCE, parts);
    }

    static byte[] integer(BigInteger value) {
        return tlv(0x02, value.toByteArray());
    }

    static byte[] bool(boolean value) {
        return tlv(0x01, new byte[] {(byte) (value ? 0xff : 0)});
    }

    static byte[] bits(byte[] bytes) {
        return tlv(BITS, new byte[] {0}, bytes);
    }

    static byte[] octets(byte[] bytes) {
        return tlv(OCTETS, bytes);
    }

    static byte[] utf8(String text) {
        return tlv(UTF8, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            long arc = Long.parseLong(arcs[i]);
            int bytes = 1;
            while (arc >> (7 * bytes) != 0) {
                bytes++;
            }
            for (int b = bytes - 1; b >= 0; b--) {
                out.write((int) ((arc >> (7 * b)) & 0x7f) | (b > 0 ? 0x80 : 0));
            }
        }
        return tlv(0x06, out.toByteArray());
    }

    /** GeneralizedTime, valid for every year. */
    static byte[] time(Instant time) {
        String text = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(time);
        return tlv(0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    static String oidText(Element element) {
        byte[] content = element.content();
        StringBuilder text = new StringBuilder();
        text.append(content[0] / 40).append('.').append(content[0] % 40);
        long arc = 0;
        for (int i = 1; i < content.length; i++) {
            arc = (arc << 7) | (content[i] & 0x7f);
            if ((content[i] & 0x80) == 0) {
                text.append('.').append(arc);
                arc = 0;
            }
        }
        return text.toString();
    }

    static Element read(byte[] bytes) {
        List<Element> elements = readAll(bytes);
        if (elements.size() != 1) {
            throw new IllegalArgumentException("not one DER element");
        }
        return elements.get(0);
    }

    static List<Element> readAll(byte[] bytes) {
        List<Element> elements = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            if (at + 2 > bytes.length) {
                throw new IllegalArgumentException("DER ends early");
            }
            int start = at;
            int tag = bytes[at++] & 0xff;
            int length = bytes[at++] & 0xff;
            if (length >= 0x80) {
                int digits = length & 0x7f;
                if (digits == 0 || digits > 3 || at + digits > bytes.length) {
                    throw new IllegalArgumentException("DER length not understood");
                }
                length = new BigInteger(1, Arrays.copyOfRange(bytes, at, at + digits)).intValue();
                at += digits;
            }
            if (at + length > bytes.length) {
                throw new IllegalArgumentException("DER ends early");
            }
            elements.add(new Element(
                    tag, Arrays.copyOfRange(bytes, at, at + length), Arrays.copyOfRange(bytes, start, at + length)));
            at += length;
        }
        return elements;
    }
}
