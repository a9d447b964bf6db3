package io.jenkins.plugins.dataclone.config;

import java.util.List;

/** Configuration that holds together, for tests to bend. */
final class Samples {
    static final String SHARE_ID = "8f0f2c3e-5a0b-4a57-9a0b-2f6c1d1e7a55";

    private Samples() {}

    static CloudProfile cloud(String name) {
        return new CloudProfile(name, "https://keystone.example.org:5000/v3");
    }

    static DataSource source(String name, String cloud, String... folders) {
        DataSource source = new DataSource(name, cloud);
        source.setShareId(SHARE_ID);
        source.setAccessTo(List.of("10.20.0.0/24"));
        source.setFolders(List.of(folders));
        return source;
    }

    static BayTemplate template(String name, String cloud, String... folders) {
        BayTemplate template = new BayTemplate(name, cloud, "swarm-fedora");
        template.setFolders(List.of(folders));
        return template;
    }
}
