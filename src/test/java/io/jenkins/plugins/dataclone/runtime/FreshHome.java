package io.jenkins.plugins.dataclone.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An empty JENKINS_HOME for each test, in which no runtime has been asked for yet. */
final class FreshHome implements BeforeEachCallback, AfterEachCallback {
    private static final String PROPERTY = "JENKINS_HOME";

    private Path directory;
    private String before;

    Path resolve(String name) {
        return directory.resolve(name);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("jenkins-home");
        before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, directory.toString());
        RuntimeHolder.set(null);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        RuntimeHolder.stop();
        RuntimeHolder.set(null);
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(FreshHome::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
