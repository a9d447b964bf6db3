package io.jenkins.plugins.dataclone.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What jobs there are on the disk of a controller, loaded or not. */
final class JobsOnDisk {
    /** A folder's children are in one of these: the second is that of jobs with a child for each branch. */
    private static final String[] CHILDREN = {"jobs", "branches"};
    /** Has the name of a child whose directory is called otherwise. */
    private static final String NAME = "name-utf8.txt";

    private JobsOnDisk() {}

    /**
     * Whether there is a job of that full name.
     *
     * @throws UncheckedIOException if the disk cannot be read, which says nothing of the job
     */
    static boolean has(Path home, String fullName) {
        Optional<Path> directory = Optional.of(home);
        try {
            for (String name : fullName.split("/")) {
                directory = directory.isEmpty() ? directory : child(directory.get(), name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The directory of job '" + fullName + "' cannot be read", e);
        }
        return directory
                .filter(found -> Files.exists(found.resolve("config.xml")))
                .isPresent();
    }

    private static Optional<Path> child(Path parent, String name) throws IOException {
        for (String kind : CHILDREN) {
            Path children = parent.resolve(kind);
            if (Files.isDirectory(children.resolve(name))) {
                return Optional.of(children.resolve(name));
            }
            if (Files.isDirectory(children)) {
                try (DirectoryStream<Path> all = Files.newDirectoryStream(children)) {
                    for (Path child : all) {
                        Path named = child.resolve(NAME);
                        if (Files.exists(named) && Files.readString(named).equals(name)) {
                            return Optional.of(child);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }
}
