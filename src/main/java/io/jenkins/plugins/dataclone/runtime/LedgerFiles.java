package io.jenkins.plugins.dataclone.runtime;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * How the ledger's files are written: JSON from plain fields, readable by Jenkins' own user only, replaced as a whole and forced
 * to the disk.
 */
final class LedgerFiles {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private LedgerFiles() {}

    static EnvironmentFile read(byte[] content) throws IOException {
        return read(content, EnvironmentFile.class);
    }

    static <T> T read(byte[] content, Class<T> type) throws IOException {
        return JSON.readValue(content, type);
    }

    /** For a file of its own. */
    static byte[] pretty(Object file) throws IOException {
        return JSON.writeValueAsBytes(file);
    }

    /** For a file with a line for each. */
    static byte[] line(Object file) throws IOException {
        String json = JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(file);
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Makes a directory that is closed to others, unless there is one. */
    static void makeDirectory(Path directory) throws IOException {
        try {
            Files.createDirectories(directory, onlyOurs(directory, "rwx------"));
        } catch (IOException e) {
            throw new IOException("The directory of the ledger " + directory + " cannot be made: " + reason(e), e);
        }
    }

    /**
     * Replaces a file as a whole, or leaves the old one as it is and throws. On the disk when this returns.
     *
     * @param prefix what the name of the temporary file begins with, which a crash may leave in the same directory
     */
    static void replace(Path file, String prefix, byte[] content) throws IOException {
        Path directory = Objects.requireNonNull(file.getParent(), "a file has a directory");
        Path temporary = null;
        try {
            temporary = Files.createTempFile(directory, prefix, ".tmp", onlyOurs(directory, "rw-------"));
            write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(directory);
        } catch (IOException e) {
            IOException failure = new IOException("writing " + file + " failed: " + reason(e), e);
            discard(temporary, failure);
            throw failure;
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    private static void discard(Path temporary, IOException failure) {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Makes a rename durable. Where directories cannot be opened, as on Windows, the file system has to see to that. */
    static void force(Path directory) throws IOException {
        if (isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static FileAttribute<?>[] onlyOurs(Path directory, String permissions) {
        return isPosix(directory)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Why something went wrong with a file, for people. */
    static String reason(Throwable e) {
        if (e instanceof JsonProcessingException json) {
            return "it is not the JSON of a record (" + json.getOriginalMessage() + ")";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
