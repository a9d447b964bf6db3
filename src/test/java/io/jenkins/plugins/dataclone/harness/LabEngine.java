package io.jenkins.plugins.dataclone.harness;

import io.jenkins.plugins.dataclone.embedded.EmbeddedCloud;
import java.util.List;

/** The Docker engine behind the bays of a laboratory. */
public interface LabEngine extends AutoCloseable {
    /** Name of the cluster template whose clusters lead to this engine. */
    String clusterTemplate();

    /** How its nodes mount clones, as in a bay template. */
    String volumeDriver();

    /** Makes the clusters of its template lead to it; called once. */
    void serve(EmbeddedCloud cloud);

    /** Objects that stacks of ours left on it, as {@code kind name}. */
    List<String> leftovers();

    @Override
    void close();
}
