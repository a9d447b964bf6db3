package io.jenkins.plugins.dataclone.fake;

import io.jenkins.plugins.dataclone.model.OwnershipTag;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.StackProgress;
import io.jenkins.plugins.dataclone.port.Stacks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Heat of a {@link FakeCloud}. A template is lines: {@code parameter <name> [network]}, {@code default <name> <value>},
 * {@code output <name> <value>} with {@code $name} for the value of a parameter; everything else is refused. Servers are on
 * 10.2.0.0/24.
 */
final class FakeStacks implements Stacks {
    private final FakeCloud cloud;
    /** By the stack's name. */
    private final Map<String, NewStack> made = new TreeMap<>();

    FakeStacks(FakeCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Template read(String fileName, List<String> environments, StackRequest.Files files)
            throws CloudException, InterruptedException {
        try {
            return new Template(
                    fileName, new String(files.read(fileName), StandardCharsets.UTF_8), Map.of(), environments);
        } catch (IOException e) {
            throw CloudException.of(CloudException.Kind.REFUSED, e.getMessage(), e);
        }
    }

    @Override
    public List<Parameter> validate(Template template, Map<String, String> parameters) throws CloudException {
        return cloud.call("validateStack", template.fileName(), () -> parameters(template, parameters));
    }

    private static List<Parameter> parameters(Template template, Map<String, String> given) throws CloudException {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, ParameterKind> kinds = new LinkedHashMap<>();
        for (String[] words : lines(template)) {
            switch (words[0]) {
                case "parameter" -> {
                    values.put(words[1], given.get(words[1]));
                    kinds.put(words[1], words.length > 2 ? ParameterKind.NETWORK : ParameterKind.OTHER);
                }
                case "default" -> values.putIfAbsent(words[1], words[2]);
                case "output" -> kinds.putIfAbsent(words[1], null);
                case "server" -> {
                    // counts against the quotas, and nothing else
                }
                default ->
                    throw CloudException.of(
                            CloudException.Kind.REFUSED, "The Resource Type (" + words[0] + ") could not be found.");
            }
        }
        List<Parameter> all = new ArrayList<>();
        values.forEach(
                (name, value) -> all.add(new Parameter(name, kinds.getOrDefault(name, ParameterKind.OTHER), value)));
        for (String name : given.keySet()) {
            if (!values.containsKey(name)) {
                throw CloudException.of(
                        CloudException.Kind.REFUSED, "The Parameter (" + name + ") was not defined in template.");
            }
        }
        return all;
    }

    private static List<String[]> lines(Template template) {
        return template.text().lines().map(line -> line.strip().split(" ", 3)).toList();
    }

    @Override
    public String create(NewStack request) throws CloudException {
        return cloud.change("createStack", request.name(), () -> {
            for (Parameter parameter : parameters(request.template(), request.parameters())) {
                if (parameter.value() == null) {
                    throw CloudException.of(
                            CloudException.Kind.REFUSED, "The Parameter (" + parameter.name() + ") was not provided.");
                }
            }
            made.put(request.name(), request);
            return cloud.create(
                            "createStack",
                            request.name(),
                            null,
                            FakeObject.Words.STACK,
                            request.tag().asMap(),
                            1,
                            "stack")
                    .id;
        });
    }

    @Override
    public Stack show(String id) throws CloudException {
        return cloud.call("showStack", id, () -> stack(cloud.existing("Stack", id)));
    }

    @Override
    public Optional<Stack> find(String name) throws CloudException {
        return cloud.call("findStack", name, () -> listed(name)).stream()
                .filter(stack -> stack.name().equals(name))
                .findFirst();
    }

    @Override
    public List<Stack> list(String namePrefix) throws CloudException {
        return cloud.call("listStacks", namePrefix, () -> listed(namePrefix));
    }

    private List<Stack> listed(String prefix) {
        return cloud.listed(FakeObject.Words.STACK, prefix).stream()
                .filter(object -> object.detail.equals("stack"))
                .map(this::stack)
                .toList();
    }

    @Override
    public Map<String, String> outputs(String id) throws CloudException {
        return cloud.call("stackOutputs", id, () -> {
            NewStack request = made.get(cloud.existing("Stack", id).name);
            Map<String, String> outputs = new LinkedHashMap<>();
            for (String[] words : lines(request.template())) {
                if (words[0].equals("output")) {
                    String value =
                            words[2].startsWith("$") ? request.parameters().get(words[2].substring(1)) : words[2];
                    outputs.put(words[1], value);
                }
            }
            return outputs;
        });
    }

    @Override
    public Optional<StackProgress> progress(String id) {
        FakeObject object = cloud.peek(id.replace(FakeClusters.STACK_OF, ""));
        if (object == null) {
            return Optional.empty();
        }
        int age = (int) java.time.Duration.between(object.bornAt, cloud.now()).toSeconds();
        boolean making = object.isMaking(cloud.now());
        return Optional.of(new StackProgress(
                Math.min(12, 4 * age), 12, making ? "swarm_master" : null, making ? null : object.errorReason));
    }

    @Override
    public List<String> serverCidrs(String id) throws CloudException {
        return cloud.call("stackServerCidrs", id, () -> {
            FakeObject stack = cloud.existing("Stack", id);
            return cloud.now().isBefore(stack.bornAt.plusSeconds(1)) ? List.of() : List.of("10.2.0.0/24");
        });
    }

    /** Those of a bay are its nodes. */
    @Override
    public List<String> servers(String id) throws CloudException {
        return cloud.call("serversOfStack", id, () -> {
            FakeObject cluster = cloud.existing("Stack", id.replace(FakeClusters.STACK_OF, ""));
            return cloud.nodes(cluster);
        });
    }

    @Override
    public void delete(String id) throws CloudException {
        cloud.change("deleteStack", id, () -> {
            FakeObject stack = cloud.peek(id);
            cloud.violated(stack, "deleteStack");
            if (stack != null && stack.exists(cloud.now())) {
                stack.delete(cloud.now());
            }
            return null;
        });
    }

    private Stack stack(FakeObject o) {
        return new Stack(o.id, o.name, o.status(cloud.now()), o.errorReason, OwnershipTag.from(o.metadata));
    }
}
