package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.ClusterOptions;
import io.jenkins.plugins.dataclone.model.KeyValues;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import java.util.List;

/**
 * Turns the name of a bay template into the bay to create, for one item. The author of a job chooses at most the number of
 * workers. Every error is a {@link CloudException} of kind CONFIGURATION.
 */
public final class BayTemplates {
    private final List<CloudProfile> clouds;
    private final List<BayTemplate> templates;

    BayTemplates(List<CloudProfile> clouds, List<BayTemplate> templates) {
        this.clouds = List.copyOf(clouds);
        this.templates = List.copyOf(templates);
    }

    /** What is configured at this moment. */
    public static BayTemplates current() {
        DataCloneConfiguration configuration = DataCloneConfiguration.get();
        return new BayTemplates(configuration.getClouds(), configuration.getBayTemplates());
    }

    /**
     * The bay an item asks for.
     *
     * @param cloud name of the cloud; may be null or empty if the template exists on one cloud only
     * @param template name of the bay template
     * @param nodeCount worker nodes, or 0 for the template's own number
     * @param itemFullName full name of the job, {@code team/app/main}
     * @throws CloudException if the item may not use such a template, with the names it may use; if it asks for more nodes
     *     than the template allows; or if what is configured is not sound
     */
    public BayRequest bayRequest(@CheckForNull String cloud, String template, int nodeCount, String itemFullName)
            throws CloudException {
        BayTemplate found = find(cloud, template, itemFullName);
        if (nodeCount < 0 || nodeCount > found.mostNodes()) {
            throw CloudException.of(
                    CloudException.Kind.CONFIGURATION,
                    "nodeCount: bay template '" + found.getName() + "' on cloud '" + found.getCloud() + "' allows 1 to "
                            + found.mostNodes() + " nodes, not " + nodeCount);
        }
        return new BayRequest(
                found.getCloud(),
                found.getName(),
                found.getClusterTemplate(),
                nodeCount == 0 ? found.getNodeCount() : nodeCount,
                found.getMasterCount(),
                new ClusterOptions(
                        found.getKeypair(),
                        found.getFlavor(),
                        found.getMasterFlavor(),
                        KeyValues.parse(found.getLabels()),
                        found.getDockerVolumeSizeGiB(),
                        FloatingIps.asked(found.getFloatingIps()),
                        found.getCreateTimeoutMinutes()),
                VolumeDrivers.template(found.getVolumeDriver(), found.getVolumeDriverOptions()));
    }

    /** Those an item may use; all of them for null. */
    List<Catalogue.Offered> offered(@CheckForNull String itemFullName) {
        List<BayTemplate> open = itemFullName == null ? templates : open(itemFullName);
        return open.stream()
                .map(template -> new Catalogue.Offered(template.getCloud(), template.getName()))
                .toList();
    }

    private List<BayTemplate> open(String itemFullName) {
        return templates.stream()
                .filter(candidate -> FolderRule.allows(candidate.getFolders(), itemFullName))
                .toList();
    }

    private BayTemplate find(@CheckForNull String cloud, String template, String itemFullName) throws CloudException {
        BayTemplate found = new Offer<>("bay template", open(itemFullName), BayTemplate::getName, BayTemplate::getCloud)
                .find(cloud, template);
        try {
            found.check();
        } catch (IllegalArgumentException e) {
            throw unsound(e.getMessage());
        }
        if (ConfigurationRules.find(clouds, found.getCloud()).isEmpty()) {
            throw unsound(found + ": this cloud is not configured any more");
        }
        return found;
    }

    private static CloudException unsound(String problem) {
        return CloudException.of(
                CloudException.Kind.CONFIGURATION,
                "the configuration is not sound, tell the administrator: " + problem);
    }
}
