package io.jenkins.plugins.dataclone.port;

import io.jenkins.plugins.dataclone.model.Demand;
import io.jenkins.plugins.dataclone.model.Quota;
import io.jenkins.plugins.dataclone.model.QuotaItem;
import java.util.Map;
import java.util.Set;

/**
 * What a project may have of everything, over all services. Sources: Shared File Systems API v2 "Quota sets" (2.25; per share
 * type 2.39), Block Storage API v3 "Quota sets", Compute API v2.1 "Limits", Networking API v2.0 "Quotas extension",
 * Container Infrastructure Management API v1 "Quotas".
 */
public interface Quotas {
    /**
     * Limits and usage now. What the cloud does not tell - a service it lacks or that is silent, a right the project lacks, a
     * release that is too old - is left out: what is not known limits nothing here, and the cloud itself still refuses.
     *
     * @throws CloudException BUSY if too many calls are under way; worth asking again at once
     */
    Map<QuotaItem, Quota> read(Set<QuotaItem> items) throws CloudException;

    /**
     * What a cluster will take: its nodes as instances, cores and memory, their ports, and what its template adds to each node.
     * A forecast: what cannot be found out, such as the flavour of a template that names none, is left out.
     *
     * @param request names the template by its id
     */
    Demand ofCluster(Clusters.NewCluster request) throws CloudException;

    /**
     * What a Heat stack will take. Heat tells which resources it would make of the template with these values, groups and nested
     * templates resolved; the servers, disks, shares, ports, floating IPs and clusters among them are counted. A forecast: what
     * Heat does not tell, and what a stack grows by later, is left out.
     *
     * @param parameters values of the template's parameters
     */
    Demand ofStack(Stacks.Template template, Map<String, String> parameters) throws CloudException;
}
