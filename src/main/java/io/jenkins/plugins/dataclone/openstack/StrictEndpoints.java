package io.jenkins.plugins.dataclone.openstack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.openstack4j.api.identity.EndpointURLResolver;
import org.openstack4j.api.types.Facing;
import org.openstack4j.api.types.ServiceType;
import org.openstack4j.model.identity.URLResolverParams;
import org.openstack4j.model.identity.v3.Endpoint;
import org.openstack4j.model.identity.v3.Service;

/**
 * Chooses a service's address from the catalog by its exact type, region and interface. openstack4j's own resolver
 * matches types by regular expression and sends what it cannot find to Keystone, whose 404 then reads as an empty list.
 */
final class StrictEndpoints implements EndpointURLResolver {
    @Override
    public String findURLV2(URLResolverParams params) {
        throw new EndpointMissing("Keystone's version 2 is not spoken here");
    }

    @Override
    public String findURLV3(URLResolverParams params) {
        if (params.type == ServiceType.IDENTITY) {
            return params.token.getEndpoint();
        }
        Facing facing = params.perspective == null ? Facing.PUBLIC : params.perspective;
        List<String> types = ServiceName.of(params.type).map(ServiceName::types).orElse(List.of());
        List<Endpoint> all = new ArrayList<>();
        for (String type : types) {
            for (Service service : params.token.getCatalog()) {
                if (type.equals(service.getType())) {
                    all.addAll(service.getEndpoints());
                }
            }
        }
        for (Endpoint endpoint : all) {
            boolean inRegion = params.region == null || params.region.equals(endpoint.getRegion());
            if (inRegion && endpoint.getIface() == facing) {
                return endpoint.getUrl().toString().replaceAll("/+$", "");
            }
        }
        throw new EndpointMissing(
                isInNoRegion(params) ? unknownRegion(params) : missing(types, facing, params.region, all));
    }

    private static boolean isInNoRegion(URLResolverParams params) {
        return params.region != null && !regions(params).contains(params.region);
    }

    private static String unknownRegion(URLResolverParams params) {
        Set<String> regions = regions(params);
        return "the catalog has no region '" + params.region + "'; "
                + (regions.isEmpty() ? "it is empty" : "there are: " + String.join(", ", regions));
    }

    private static Set<String> regions(URLResolverParams params) {
        Set<String> regions = new TreeSet<>();
        for (Service service : params.token.getCatalog()) {
            service.getEndpoints().forEach(endpoint -> regions.add(String.valueOf(endpoint.getRegion())));
        }
        return regions;
    }

    private static String missing(List<String> types, Facing facing, String region, List<Endpoint> all) {
        String wanted = "the catalog has no " + word(facing) + " endpoint of type " + String.join(" or ", types)
                + (region == null ? "" : " in region '" + region + "'");
        if (all.isEmpty()) {
            return wanted + "; the cloud does not offer this service to the project";
        }
        TreeSet<String> offered = new TreeSet<>();
        all.forEach(endpoint -> offered.add(word(endpoint.getIface()) + " in '" + endpoint.getRegion() + "'"));
        return wanted + "; it has " + String.join(", ", offered);
    }

    private static String word(Facing facing) {
        return facing.name().toLowerCase(Locale.ROOT);
    }
}
