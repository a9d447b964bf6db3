package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Volumes.Attachment;

/**
 * Takes a volume of ours off a server. The server's side of it is Nova's; what Cinder still has when Nova knows nothing of it -
 * the server was removed in a way that told Cinder nothing, or it is no server of Nova's - is ended at Cinder.
 */
final class Detachment {
    private final Cloud cloud;
    private final String volumeId;

    Detachment(Cloud cloud, String volumeId) {
        this.cloud = cloud;
        this.volumeId = volumeId;
    }

    /** Asks for it; what is under way or gone already is a success. */
    void from(String serverId) throws CloudException {
        cloud.servers().detach(serverId, volumeId);
        if (cloud.servers().attachment(serverId, volumeId).isPresent()) {
            return;
        }
        for (Attachment attachment : cloud.volumes().attachments(volumeId)) {
            if (attachment.serverId().equals(serverId)) {
                cloud.volumes().deleteAttachment(volumeId, attachment.id());
            }
        }
    }

    /** From whatever has it, or is about to. */
    void fromAll() throws CloudException {
        for (Attachment attachment : cloud.volumes().attachments(volumeId)) {
            if (attachment.serverId().isEmpty()) {
                cloud.volumes().deleteAttachment(volumeId, attachment.id());
            } else {
                from(attachment.serverId());
            }
        }
    }
}
