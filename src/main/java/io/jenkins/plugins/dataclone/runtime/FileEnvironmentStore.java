package io.jenkins.plugins.dataclone.runtime;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.port.EnvironmentStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Environments as files {@code <id>.json} in one directory. A record is replaced as a whole: written to a temporary file,
 * forced to the disk, renamed over the old one, and the rename forced to the disk as well. A file that cannot be read stays
 * where it is and as it is; nothing is written over it. Thread-safe as long as one environment has one writer at a time.
 */
public final class FileEnvironmentStore implements EnvironmentStore {
    private static final Pattern ID = Pattern.compile("[a-z2-7]{12}");
    private static final Pattern TEMPORARY = Pattern.compile("[a-z2-7]{12}-[0-9]+\\.tmp");
    private static final String SUFFIX = ".json";
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

    private final Path directory;
    /** Ids whose file could not be read, with the reason. */
    private final Map<String, String> unreadable = new ConcurrentHashMap<>();

    /** @param directory made at the first {@link #load} if it does not exist */
    public FileEnvironmentStore(Path directory) {
        this.directory = directory;
    }

    /** Where the record of that environment is, for messages; it need not exist. */
    public Path file(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id + "' is not the id of an environment");
        }
        return directory.resolve(id + SUFFIX);
    }

    @Override
    public Contents load() throws IOException {
        try {
            Files.createDirectories(directory, onlyOurs("rwx------"));
        } catch (IOException e) {
            throw new IOException("The directory of the ledger " + directory + " cannot be made: " + reason(e), e);
        }
        List<Environment> environments = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        unreadable.clear();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (TEMPORARY.matcher(name).matches()) {
                    // a write that did not come to its end; the record before it counts
                    Files.deleteIfExists(file);
                } else if (name.endsWith(SUFFIX)) {
                    read(file, environments, problems);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException(
                    "The directory of the ledger " + directory + " cannot be read: " + reason(e.getCause()), e);
        } catch (IOException e) {
            throw new IOException("The directory of the ledger " + directory + " cannot be read: " + reason(e), e);
        }
        return new Contents(environments, problems);
    }

    private void read(Path file, List<Environment> environments, List<String> problems) {
        String name = file.getFileName().toString();
        String id = name.substring(0, name.length() - SUFFIX.length());
        try {
            Environment environment = JSON.readValue(Files.readAllBytes(file), EnvironmentFile.class)
                    .environment();
            if (!environment.id().equals(id)) {
                throw new IllegalArgumentException("it is the record of environment " + environment.id());
            }
            environments.add(environment);
        } catch (IOException | RuntimeException e) {
            unreadable.put(id, reason(e));
            problems.add(name + ": " + reason(e));
        }
    }

    @Override
    public void save(Environment environment) throws IOException {
        Path file = file(environment.id());
        String earlier = unreadable.get(environment.id());
        if (earlier != null) {
            throw new IOException("the record " + file + " exists already and could not be read (" + earlier
                    + "); it is kept as it is: repair it or move it away, then restart");
        }
        byte[] content = JSON.writeValueAsBytes(EnvironmentFile.of(environment));
        Path temporary = null;
        try {
            temporary = Files.createTempFile(directory, environment.id() + "-", ".tmp", onlyOurs("rw-------"));
            write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
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

    /** Makes a rename durable. Where directories cannot be opened, as on Windows, the file system has to see to that. */
    private void force(Path folder) throws IOException {
        if (isPosix()) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
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

    private FileAttribute<?>[] onlyOurs(String permissions) {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private boolean isPosix() {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String reason(Throwable e) {
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
