package io.jenkins.plugins.dataclone.embedded;

import java.util.List;

/** Puts volumes on servers and takes them off, as Nova and Cinder do it between them. */
final class Attachments {
    private final CloudState cloud;

    Attachments(CloudState cloud) {
        this.cloud = cloud;
    }

    List<VolumeAttachment> of(Volume volume) {
        return cloud.store.attachments.all().stream()
                .filter(attachment -> attachment.volume == volume)
                .toList();
    }

    List<VolumeAttachment> on(Server server) {
        return cloud.store.attachments.all().stream()
                .filter(attachment -> attachment.novas && attachment.serverId.equals(server.id))
                .toList();
    }

    /** What Nova shows of it: what only Cinder knows, Nova does not. */
    VolumeAttachment find(Server server, String volumeId) {
        return on(server).stream()
                .filter(attachment -> attachment.volume.id.equals(volumeId))
                .findFirst()
                .orElse(null);
    }

    /** Nova's part of an attachment: reserved at once, attached later - or never, and then nothing is left of it. */
    VolumeAttachment attach(Volume volume, Server server, String userId) {
        VolumeAttachment made = reserve(volume, server.id, userId, true);
        boolean fails = cloud.faults.take("attach") != null;
        cloud.timeline.during(Step.VOLUME_ATTACH, 0.6, () -> {
            if (made.status.equals("reserved")) {
                made.status = "attaching";
                settle(volume);
            }
        });
        cloud.timeline.after(Step.VOLUME_ATTACH, () -> {
            if (fails) {
                end(made);
            } else if (made.status.equals("attaching")) {
                made.status = "attached";
                made.attachedAt = cloud.now();
                settle(volume);
            }
        });
        return made;
    }

    VolumeAttachment reserve(Volume volume, String serverId, String userId, boolean novas) {
        String device = "/dev/sd" + (char) ('b' + of(volume).size());
        VolumeAttachment made = new VolumeAttachment(volume, userId, serverId, device, novas, cloud.now());
        made.name = "";
        made.status = "reserved";
        cloud.store.attachments.add(made);
        settle(volume);
        return made;
    }

    void detach(VolumeAttachment attachment) {
        attachment.status = "detaching";
        settle(attachment.volume);
        cloud.timeline.after(Step.VOLUME_DETACH, () -> end(attachment));
    }

    void end(VolumeAttachment attachment) {
        cloud.store.attachments.remove(attachment);
        settle(attachment.volume);
    }

    /** The volume's status follows from its attachments. */
    private void settle(Volume volume) {
        volume.updatedAt = cloud.now();
        volume.status = of(volume).stream()
                .map(attachment -> attachment.status.equals("attached") ? "in-use" : attachment.status)
                .reduce((first, last) -> last)
                .orElse("available");
    }
}
