package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.model.Environment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Environments that have ended, one JSON object a line in files {@code history-<n>.jsonl}: written to the end of the youngest file
 * and forced to the disk, never changed. A file that has its share of lines is followed by another one, and the oldest goes when
 * the others hold enough. The last line of a write that a crash interrupted is cut off. Thread-safe.
 */
final class HistoryFiles {
    private static final Logger LOGGER = Logger.getLogger(HistoryFiles.class.getName());
    private static final Pattern FILE = Pattern.compile("history-(\\d{6,9})\\.jsonl");
    /** How a line begins that {@link EnvironmentFile} wrote; whatever else is in it need not be read to know whose it is. */
    private static final Pattern START = Pattern.compile("\\{\"version\":\\d+,\"id\":\"([a-z2-7]{12})\"");

    private static final int START_LENGTH = 64;
    /** Into how many files the history is divided. */
    private static final int SHARES = 4;
    /** No file gets longer, whatever its lines hold. */
    private static final long LONGEST_FILE = 16L * 1024 * 1024;

    private final Path directory;
    private final int keep;
    /** The files by their number. */
    private final TreeMap<Integer, Segment> segments = new TreeMap<>();

    /** What is known of a file without reading it again. */
    private static final class Segment {
        private final Path file;
        private final List<String> ids = new ArrayList<>();
        /** Where the next line begins. */
        private long length;

        Segment(Path file) {
            this.file = file;
        }
    }

    /** @param keep how many environments to remember at least */
    HistoryFiles(Path directory, int keep) {
        this.directory = directory;
        this.keep = keep;
    }

    /** Finds out what there is; the directory is made if it does not exist. */
    synchronized void open() throws IOException {
        LedgerFiles.makeDirectory(directory);
        segments.clear();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    segments.put(Integer.valueOf(name.group(1)), read(file));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException(
                    "The history " + directory + " cannot be read: " + LedgerFiles.reason(e.getCause()), e);
        } catch (IOException e) {
            throw new IOException("The history " + directory + " cannot be read: " + LedgerFiles.reason(e), e);
        }
    }

    private static Segment read(Path file) throws IOException {
        Segment segment = new Segment(file);
        byte[] bytes = Files.readAllBytes(file);
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                Matcher line = START.matcher(
                        new String(bytes, start, Math.min(START_LENGTH, i - start), StandardCharsets.UTF_8));
                segment.ids.add(line.lookingAt() ? line.group(1) : "");
                start = i + 1;
            }
        }
        segment.length = start;
        return segment;
    }

    synchronized boolean has(String id) {
        return segments.values().stream().anyMatch(segment -> segment.ids.contains(id));
    }

    /** Adds an environment at the end. It is on the disk when this returns. */
    synchronized void add(Environment environment) throws IOException {
        Segment segment = segmentToWrite();
        byte[] line = LedgerFiles.line(EnvironmentFile.of(environment));
        boolean fresh = !Files.exists(segment.file);
        if (fresh) {
            // nothing was written yet, or somebody has taken the file away
            segment.length = 0;
            segment.ids.clear();
        }
        try (FileChannel channel = FileChannel.open(
                segment.file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                LedgerFiles.onlyOurs(directory, "rw-------"))) {
            // what an interrupted write left behind the last whole line
            channel.truncate(segment.length);
            channel.position(segment.length);
            ByteBuffer left = ByteBuffer.wrap(line);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new IOException("writing " + segment.file + " failed: " + LedgerFiles.reason(e), e);
        }
        if (fresh) {
            LedgerFiles.force(directory);
        }
        segment.length += line.length;
        segment.ids.add(environment.id());
    }

    private Segment segmentToWrite() {
        int share = Math.max(1, (keep + SHARES - 1) / SHARES);
        if (!segments.isEmpty()) {
            Segment youngest = segments.lastEntry().getValue();
            if (youngest.ids.size() < share && youngest.length < LONGEST_FILE) {
                return youngest;
            }
        }
        dropOldest();
        int number = segments.isEmpty() ? 1 : segments.lastKey() + 1;
        Segment next = new Segment(directory.resolve(String.format(Locale.ROOT, "history-%06d.jsonl", number)));
        segments.put(number, next);
        return next;
    }

    private void dropOldest() {
        while (segments.size() > 1
                && count() - segments.firstEntry().getValue().ids.size() >= keep) {
            Segment oldest = segments.firstEntry().getValue();
            try {
                Files.deleteIfExists(oldest.file);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "The old history " + oldest.file + " cannot be removed");
            }
            segments.pollFirstEntry();
        }
    }

    private int count() {
        return segments.values().stream()
                .mapToInt(segment -> segment.ids.size())
                .sum();
    }

    /** The environment of that id as it was added last. */
    synchronized Optional<Environment> find(String id) throws IOException {
        for (Segment segment : segments.descendingMap().values()) {
            int line = segment.ids.lastIndexOf(id);
            List<String> lines = line < 0 ? List.of() : lines(segment);
            // somebody may have taken the file away
            if (line >= 0 && line < lines.size()) {
                return Optional.of(environment(lines.get(line)));
            }
        }
        return Optional.empty();
    }

    /** The environments that were added last, the latest first; a line that cannot be read is passed over. */
    synchronized List<Environment> latest(int most) throws IOException {
        List<Environment> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Segment segment : segments.descendingMap().values()) {
            if (found.size() >= most) {
                break;
            }
            List<String> lines = new ArrayList<>(lines(segment));
            Collections.reverse(lines);
            for (String line : lines) {
                if (found.size() < most) {
                    readable(segment, line).filter(e -> seen.add(e.id())).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static Optional<Environment> readable(Segment segment, String line) {
        try {
            return Optional.of(environment(line));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "A line of " + segment.file + " cannot be read");
            return Optional.empty();
        }
    }

    private static List<String> lines(Segment segment) throws IOException {
        if (!Files.exists(segment.file)) {
            return List.of();
        }
        byte[] bytes = Files.readAllBytes(segment.file);
        int length = (int) Math.min(segment.length, bytes.length);
        return new String(bytes, 0, length, StandardCharsets.UTF_8).lines().toList();
    }

    /** @throws IOException also if it says what this version does not know */
    private static Environment environment(String line) throws IOException {
        EnvironmentFile file = LedgerFiles.read(line.getBytes(StandardCharsets.UTF_8));
        try {
            return file.environment();
        } catch (RuntimeException e) {
            throw new IOException("a line of the history is not understood: " + LedgerFiles.reason(e), e);
        }
    }
}
