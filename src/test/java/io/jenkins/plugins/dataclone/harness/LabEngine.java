package io.jenkins.plugins.dataclone.harness;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import io.jenkins.plugins.dataclone.model.VolumeTemplate;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;

/** The Docker engine behind the bays of a laboratory. */
public interface LabEngine extends AutoCloseable {
    /** Name of the cluster template whose clusters lead to this engine. */
    String clusterTemplate();

    /** How it mounts clones. */
    VolumeTemplate volumes();

    /** Makes the clusters of its template lead to it; called once. */
    void serve(EmbeddedCloud cloud);

    /** Objects that these stacks left on it, as {@code kind name}. */
    List<String> leftovers(List<String> stacks) throws CloudException;

    @Override
    void close();
}
