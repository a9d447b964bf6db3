package io.jenkins.plugins.dataclone.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A tar archive in memory: plain files and directories in the ustar format (POSIX.1-1988), all that an engine needs to put
 * configs into a container. No library for it is bundled.
 */
final class TarArchive {
    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 100;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** @param path without leading slash */
    TarArchive directory(String path, int mode) {
        header(path + "/", mode, "0", "0", 0, '5');
        return this;
    }

    /** @param path without leading slash, at most 100 bytes */
    TarArchive file(String path, int mode, String uid, String gid, byte[] data) {
        header(path, mode, uid, gid, data.length, '0');
        out.writeBytes(data);
        out.writeBytes(new byte[(BLOCK - data.length % BLOCK) % BLOCK]);
        return this;
    }

    byte[] toBytes() {
        byte[] content = out.toByteArray();
        return Arrays.copyOf(content, content.length + 2 * BLOCK);
    }

    /** Whether a path fits into the format as it is written here. */
    static boolean fits(String path) {
        return path.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    }

    private void header(String name, int mode, String uid, String gid, int size, char type) {
        byte[] block = new byte[BLOCK];
        put(block, 0, name);
        put(block, 100, String.format(Locale.ROOT, "%07o", mode));
        put(block, 108, String.format(Locale.ROOT, "%07o", Long.parseLong(uid)));
        put(block, 116, String.format(Locale.ROOT, "%07o", Long.parseLong(gid)));
        put(block, 124, String.format(Locale.ROOT, "%011o", size));
        // a fixed time: the same content gives the same archive
        put(block, 136, String.format(Locale.ROOT, "%011o", 0));
        put(block, 148, "        ");
        block[156] = (byte) type;
        put(block, 257, "ustar");
        put(block, 263, "00");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format(Locale.ROOT, "%06o", sum));
        block[154] = 0;
        block[155] = ' ';
        out.writeBytes(block);
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_NAME) {
            throw new IllegalArgumentException("path of more than " + LONGEST_NAME + " bytes: " + text);
        }
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
