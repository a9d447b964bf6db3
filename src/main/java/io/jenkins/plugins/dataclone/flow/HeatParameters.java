package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Stacks.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the parameters of a Heat template get: what the author says, and what there is to know of the clones, under ready-made
 * names. Such a name is a prefix, an underscore and the fact ({@code clone_export}); the prefix is {@code clone} for the only
 * clone there is, the name of its data source with underscores, or what the author chose. Only what the template asks for is
 * given.
 */
final class HeatParameters {
    /** The prefix of the only clone. */
    static final String CLONE = "clone";

    /**
     * @param values for the template's parameters
     * @param clones indexes of the clones whose facts are among them
     */
    record Decided(Map<String, String> values, List<Integer> clones) {}

    private final String fileName;
    private final List<Parameter> declared;

    HeatParameters(String fileName, List<Parameter> declared) {
        this.fileName = fileName;
        this.declared = declared;
    }

    /**
     * @param variables what the author says, by parameter
     * @param chosen what the author chose, prefix to name of a clone or data source
     * @param clones the clones of the environment
     * @throws CloudException CONFIGURATION if something has no value or is not known, with what there is
     */
    Decided decide(Map<String, String> variables, Map<String, String> chosen, List<HeatClone> clones)
            throws CloudException {
        requireKnown(variables);
        Map<String, String> values = new LinkedHashMap<>(variables);
        TreeSet<Integer> used = new TreeSet<>();
        for (Map.Entry<String, Integer> prefix : prefixes(chosen, clones).entrySet()) {
            clones.get(prefix.getValue()).facts().forEach((fact, value) -> {
                String name = prefix.getKey() + "_" + fact;
                if (isDeclared(name) && values.putIfAbsent(name, value) == null) {
                    used.add(prefix.getValue());
                }
            });
        }
        requireComplete(values, clones);
        return new Decided(values, new ArrayList<>(used));
    }

    private static Map<String, Integer> prefixes(Map<String, String> chosen, List<HeatClone> clones)
            throws CloudException {
        List<Mounts.Candidate> candidates = clones.stream()
                .map(clone -> new Mounts.Candidate(clone.name(), clone.source()))
                .toList();
        Map<String, Integer> prefixes = new LinkedHashMap<>();
        for (Map.Entry<String, String> choice : chosen.entrySet()) {
            prefixes.put(choice.getKey(), Mounts.indexOf(choice.getValue(), candidates));
        }
        if (clones.size() == 1) {
            prefixes.putIfAbsent(CLONE, 0);
        }
        for (int i = 0; i < clones.size(); i++) {
            String source = clones.get(i).source();
            if (clones.stream().filter(other -> other.source().equals(source)).count() == 1) {
                prefixes.putIfAbsent(identifier(source), i);
            }
        }
        return prefixes;
    }

    private static String identifier(String source) {
        return source.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
    }

    private boolean isDeclared(String name) {
        return declared.stream().anyMatch(parameter -> parameter.name().equals(name));
    }

    private void requireKnown(Map<String, String> variables) throws CloudException {
        for (String name : variables.keySet()) {
            if (!isDeclared(name)) {
                throw wrong("variables: '" + fileName + "' has no parameter '" + name + "'; it has "
                        + (declared.isEmpty() ? "none" : named(declared)));
            }
        }
    }

    private void requireComplete(Map<String, String> values, List<HeatClone> clones) throws CloudException {
        List<Parameter> missing = declared.stream()
                .filter(parameter -> parameter.value() == null && !values.containsKey(parameter.name()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        boolean ofClone =
                missing.stream().anyMatch(parameter -> parameter.name().startsWith(CLONE + "_"));
        String advice = !ofClone
                ? "give them, for example variables: [" + missing.get(0).name() + ": '...']"
                : clones.isEmpty()
                        ? "the environment has no clone; make one with cloneShare first"
                        : "say which clone is meant, for example volumes: [" + CLONE + ": '"
                                + clones.get(0).name() + "']";
        throw wrong("'" + fileName + "' asks for parameters that have no value: " + named(missing) + "; " + advice);
    }

    private static String named(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
    }

    private static CloudException wrong(String message) {
        return CloudException.of(CloudException.Kind.CONFIGURATION, message);
    }
}
