package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.RemoteStatus;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Volumes;
import io.jenkins.plugins.dataclone.port.Volumes.Volume;
import io.jenkins.plugins.dataclone.port.Volumes.VolumeType;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether a production volume can be cloned as its data source says: asked before anything is created for it. */
final class VolumeCheck {
    private final CloneRequest request;
    private final Volumes volumes;

    VolumeCheck(CloneRequest request, Volumes volumes) {
        this.request = request;
        this.volumes = volumes;
    }

    /**
     * The production volume.
     *
     * @throws CloudException if it cannot be cloned so; the message says what an administrator has to change
     */
    Volume require() throws CloudException {
        Volume source = source();
        if (source.remoteStatus() != RemoteStatus.READY) {
            throw refused(
                    CloudException.Kind.FAILED,
                    "its volume " + source.id() + " is '" + source.status()
                            + "'; it has to be 'available' or 'in-use'");
        }
        if (request.attach().wanted().size() > 1) {
            requireMultiattach(source);
        }
        return source;
    }

    private Volume source() throws CloudException {
        try {
            return volumes.showVolume(request.originId());
        } catch (CloudException e) {
            if (e.isNotFound()) {
                throw CloudException.of(
                        CloudException.Kind.CONFIGURATION,
                        "Data source '" + request.source() + "' names volume " + request.originId() + ", which cloud '"
                                + request.cloud() + "' does not know (" + e.clause()
                                + "); ask the administrator to correct the data source",
                        e);
            }
            throw e;
        }
    }

    private void requireMultiattach(Volume source) throws CloudException {
        Optional<VolumeType> type = type(source);
        if (type.isPresent() && !type.get().multiattach()) {
            throw refused(
                    CloudException.Kind.CONFIGURATION,
                    "its clones are of volume type '" + type.get().name() + "', which allows one server at a time, not "
                            + request.attach().wanted().size()
                            + "; a type for several has the extra spec multiattach='<is> True'");
        }
    }

    /** The type of the clones; empty if production's is not the project's to see: then Cinder judges. */
    Optional<VolumeType> type(Volume source) throws CloudException {
        String wanted = request.shape().type();
        if (wanted != null) {
            try {
                return Optional.of(volumes.volumeType(wanted));
            } catch (CloudException e) {
                throw e.isNotFound() ? refused(CloudException.Kind.CONFIGURATION, e.clause()) : e;
            }
        }
        try {
            return Optional.of(volumes.volumeType(source.type()));
        } catch (CloudException e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What the type asks of the storage, for people; what they may not see is said to be hidden, not to be missing. */
    static String described(VolumeType type) {
        String specs =
                type.extraSpecs().isEmpty() ? "no extra specs that the project may see" : listed(type.extraSpecs());
        String qos = type.qos() == null
                ? "QoS specs are not visible to the project"
                : type.qos().isEmpty() ? "no QoS specs" : "QoS " + listed(type.qos());
        return "volume type '" + type.name() + "': " + specs + "; " + qos;
    }

    private static String listed(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(", "));
    }

    private CloudException refused(CloudException.Kind kind, String why) {
        return CloudException.of(
                kind,
                "Data source '" + request.source() + "' on cloud '" + request.cloud() + "' cannot be cloned: " + why);
    }
}
