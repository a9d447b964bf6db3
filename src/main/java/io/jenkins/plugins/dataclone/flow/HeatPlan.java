package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.model.DeployRequest;
import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Stacks.Parameter;
import io.jenkins.plugins.dataclone.port.Stacks.ParameterKind;
import io.jenkins.plugins.dataclone.port.Stacks.Template;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Heat template that can be asked for: read, checked by Heat, with a value for each parameter. Nothing has been made for it.
 *
 * @param template what is sent
 * @param values for its parameters
 * @param clones indexes of the clones that it takes
 * @param cidrs the subnets that its parameters name: where servers will be
 */
record HeatPlan(Template template, Map<String, String> values, List<Integer> clones, List<String> cidrs) {
    /**
     * Reads the template and lets Heat check it.
     *
     * @param clones the clones of the environment
     * @param production ids of what must never be given to a stack
     */
    static HeatPlan of(Cloud cloud, DeployRequest request, List<HeatClone> clones, Collection<String> production)
            throws CloudException, InterruptedException {
        Template template = cloud.stacks().read(request.fileName(), request.environments(), request.files());
        List<Parameter> declared = cloud.stacks().validate(template, Map.of());
        HeatParameters.Decided decided =
                new HeatParameters(request.fileName(), declared).decide(request.variables(), request.volumes(), clones);
        requireNoProduction(template, decided.values(), production);
        return new HeatPlan(template, decided.values(), decided.clones(), cidrs(cloud, declared, decided.values()));
    }

    /** A parameter that is bound to be a network or subnet says where servers will be, before there are any. */
    private static List<String> cidrs(Cloud cloud, List<Parameter> declared, Map<String, String> values)
            throws CloudException {
        Set<String> cidrs = new LinkedHashSet<>();
        for (Parameter parameter : declared) {
            String value = values.getOrDefault(parameter.name(), parameter.value());
            if (parameter.kind() == ParameterKind.NETWORK) {
                cidrs.addAll(cloud.networks().subnetCidrs(value));
            } else if (parameter.kind() == ParameterKind.SUBNET) {
                cidrs.add(cloud.networks().subnetCidr(value));
            }
        }
        return List.copyOf(cidrs);
    }

    /** A template acts with the project's rights; by mistake at least it shall not get hold of what is cloned. */
    private static void requireNoProduction(Template template, Map<String, String> values, Collection<String> ids)
            throws CloudException {
        for (String id : ids) {
            boolean named = template.text().contains(id)
                    || values.values().stream().anyMatch(value -> value.contains(id))
                    || template.files().values().stream().anyMatch(text -> text.contains(id));
            if (named) {
                throw CloudException.of(
                        CloudException.Kind.CONFIGURATION,
                        "'" + template.fileName() + "' names " + id
                                + ", which is production; a stack gets clones only, by parameters such as clone_export");
            }
        }
    }
}
