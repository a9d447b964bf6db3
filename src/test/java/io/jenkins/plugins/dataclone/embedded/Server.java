package io.jenkins.plugins.dataclone.embedded;

import java.time.Instant;

/** A Nova server: nothing runs in it. */
final class Server extends Resource {
    final String flavor;
    final String image;
    final String network;
    final String address;
    final String password = Ids.suffix();
    Instant launchedAt;

    /**
     * @param image id of its image
     * @param network name of the network it is on
     * @param address its address there
     */
    Server(
            String projectId,
            String userId,
            Instant createdAt,
            String flavor,
            String image,
            String network,
            String address) {
        super(projectId, userId, createdAt);
        this.flavor = flavor;
        this.image = image;
        this.network = network;
        this.address = address;
    }
}
