package io.jenkins.plugins.dataclone.chaos;

import io.jenkins.plugins.dataclone.demo.Demo;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * How the demo is started in a Java of its own, quickly: the first run leaves an archive of loaded classes that the others use. Java
 * does that with jars only.
 */
final class DemoJava {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final String classPath;
    private final Path archive;

    /** @param directory where jars and archive are put */
    DemoJava(Path directory) throws IOException {
        Files.createDirectories(directory);
        List<String> jars = new ArrayList<>();
        for (Path entry : classPath()) {
            jars.add((Files.isDirectory(entry) ? jar(entry, directory.resolve(jars.size() + ".jar")) : entry)
                    .toString());
        }
        classPath = String.join(File.pathSeparator, jars);
        archive = directory.resolve("demo.jsa");
    }

    /**
     * Starts it.
     *
     * @param environment variables beyond those of this process
     */
    DemoProcess start(Map<String, String> environment, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx200m",
                "-Xlog:disable",
                "-Xlog:all=off",
                (Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + archive,
                "-Djava.util.logging.config.file=src/test/logging.properties",
                Demo.class.getName()));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", classPath);
        builder.environment().putAll(environment);
        return new DemoProcess(builder.start());
    }

    /** That of the tests, which need not be that of the Java they run in. */
    private static List<Path> classPath() {
        List<Path> entries = new ArrayList<>();
        if (DemoJava.class.getClassLoader() instanceof URLClassLoader own) {
            for (URL url : own.getURLs()) {
                entries.add(Path.of(url.getPath()).toAbsolutePath());
            }
        } else {
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                entries.add(Path.of(entry).toAbsolutePath());
            }
        }
        return entries.stream().filter(Files::exists).toList();
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
                Files.copy(each, zip);
                zip.closeEntry();
            }
        }
        return jar;
    }
}
