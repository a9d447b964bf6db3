package io.jenkins.plugins.dataclone.sweeper;

import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.openstack.CloudsYaml;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code clouds.yaml} on this machine, with the secrets that may lie beside it in {@code secure.yaml} and the certificates it
 * names. For programs that run as their user; on a controller pasted text is read, never a file that somebody names.
 */
public final class CloudsYamlFile {
    private final Path file;
    private final CloudsYaml clouds;

    private CloudsYamlFile(Path file, CloudsYaml clouds) {
        this.file = file;
        this.clouds = clouds;
    }

    /**
     * The file where OpenStack's clients look for it: {@code OS_CLIENT_CONFIG_FILE}, the current directory, the user's and
     * the system's configuration directory.
     *
     * @param environment the process's environment
     */
    public static Optional<Path> locate(Map<String, String> environment) {
        String named = environment.get("OS_CLIENT_CONFIG_FILE");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        List<Path> places = new ArrayList<>(List.of(Path.of("clouds.yaml")));
        String home = environment.get("HOME");
        String config = environment.getOrDefault("XDG_CONFIG_HOME", home == null ? null : home + "/.config");
        if (config != null) {
            places.add(Path.of(config, "openstack", "clouds.yaml"));
        }
        places.add(Path.of("/etc/openstack/clouds.yaml"));
        return places.stream().filter(Files::isRegularFile).findFirst();
    }

    /** @throws CloudException of kind CONFIGURATION if the file cannot be read */
    public static CloudsYamlFile read(Path file) throws CloudException {
        CloudsYaml clouds = parse(file);
        Path secure = file.resolveSibling("secure.yaml");
        return new CloudsYamlFile(file, Files.isRegularFile(secure) ? clouds.with(parse(secure)) : clouds);
    }

    /**
     * The settings of one entry; the cloud bears the entry's name.
     *
     * @throws CloudException of kind CONFIGURATION, naming what is missing or not supported
     */
    public CloudSettings settings(String cloud) throws CloudException {
        CloudsYaml.Entry entry = clouds.entry(cloud);
        return entry.settings()
                .caPem(
                        entry.caCertificatePath().isEmpty()
                                ? null
                                : text(expanded(entry.caCertificatePath().get())))
                // whoever names an entry here means all of it
                .heatTemplatesAllowed(true)
                .build();
    }

    private static CloudsYaml parse(Path file) throws CloudException {
        return CloudsYaml.read("The file " + file, text(file), "");
    }

    private static Path expanded(String path) {
        return Path.of(path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path);
    }

    private static String text(Path file) throws CloudException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CloudException.of(Kind.CONFIGURATION, "The file " + file + " cannot be read.", e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
