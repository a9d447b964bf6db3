package io.jenkins.plugins.dataclone;

import io.jenkins.plugins.dataclone.config.DataCloneConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The classes of the plugin itself, as the compiler wrote them. */
final class MainClasses {
    private MainClasses() {}

    /** The class files, in a fixed order. */
    static List<Path> files() {
        try (Stream<Path> files = Files.walk(root())) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes of one package, with nested ones. */
    static List<Class<?>> inPackage(String name) {
        Path root = root();
        Path folder = root.resolve(name.replace('.', '/'));
        return files().stream()
                .filter(file -> file.getParent().equals(folder))
                .<Class<?>>map(file -> load(root.relativize(file)))
                .toList();
    }

    private static Class<?> load(Path file) {
        String name = file.toString().replace(file.getFileSystem().getSeparator(), ".");
        try {
            return Class.forName(
                    name.substring(0, name.length() - ".class".length()), false, MainClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path root() {
        try {
            return Path.of(DataCloneConfiguration.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
