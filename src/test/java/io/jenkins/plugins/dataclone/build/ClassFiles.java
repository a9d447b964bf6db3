package io.jenkins.plugins.dataclone.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Class files in folders and jars: binary name with dots, and the bytes. */
final class ClassFiles {
    static final Path OF_PLUGIN = Path.of("target/classes");
    static final Path OF_DECLARATIONS = Path.of("target/jenkins-api-classes");

    private ClassFiles() {}

    static Map<String, byte[]> inFolder(Path folder) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                if (isClass(path)) {
                    classes.put(name(path), Files.readAllBytes(file));
                }
            }
        }
        return classes;
    }

    static Map<String, byte[]> inJar(InputStream jar) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        entries(jar).forEach((path, bytes) -> {
            if (isClass(path)) {
                classes.put(name(path), bytes);
            }
        });
        return classes;
    }

    /** All files of a zip archive: path and bytes. */
    static Map<String, byte[]> entries(InputStream archive) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        ZipInputStream zip = new ZipInputStream(archive);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (!entry.isDirectory()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static boolean isClass(String path) {
        return path.endsWith(".class")
                && Stream.of("module-info.class", "package-info.class").noneMatch(path::endsWith);
    }

    private static String name(String path) {
        List<String> parts = List.of(path.split("/"));
        int versions = parts.size() > 3 && path.startsWith("META-INF/versions/") ? 3 : 0;
        String name = String.join(".", parts.subList(versions, parts.size()));
        return name.substring(0, name.length() - ".class".length());
    }
}
