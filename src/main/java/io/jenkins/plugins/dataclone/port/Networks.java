package io.jenkins.plugins.dataclone.port;

import java.util.List;

/** Neutron, as far as access rules need it. Source: Networking API v2.0, "Subnets". */
public interface Networks {
    /**
     * CIDRs of the subnets of a network.
     *
     * @param networkNameOrId name or id
     * @throws CloudException NOT_FOUND if there is no such network
     */
    List<String> subnetCidrs(String networkNameOrId) throws CloudException;

    /**
     * The CIDR of a subnet.
     *
     * @param subnetNameOrId name or id
     * @throws CloudException NOT_FOUND if there is no such subnet
     */
    String subnetCidr(String subnetNameOrId) throws CloudException;
}
