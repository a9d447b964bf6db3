package io.jenkins.plugins.dataclone.ledger;

import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.StackProgress;
import io.jenkins.plugins.dataclone.port.Stacks;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Heat behind the guard. */
final class GuardedStacks implements Stacks {
    private final Stacks stacks;
    private final Ownership ours;

    GuardedStacks(Stacks stacks, Ownership ours) {
        this.stacks = stacks;
        this.ours = ours;
    }

    @Override
    public Template read(String fileName, List<String> environments, StackRequest.Files files)
            throws CloudException, InterruptedException {
        return stacks.read(fileName, environments, files);
    }

    @Override
    public List<Parameter> validate(Template template, Map<String, String> parameters) throws CloudException {
        return stacks.validate(template, parameters);
    }

    @Override
    public String create(NewStack request) throws CloudException {
        return stacks.create(request);
    }

    @Override
    public Stack show(String id) throws CloudException {
        return stacks.show(id);
    }

    @Override
    public Optional<Stack> find(String name) throws CloudException {
        return stacks.find(name);
    }

    @Override
    public List<Stack> list(String namePrefix) throws CloudException {
        return stacks.list(namePrefix);
    }

    @Override
    public Map<String, String> outputs(String id) throws CloudException {
        return stacks.outputs(id);
    }

    @Override
    public Optional<StackProgress> progress(String id) {
        return stacks.progress(id);
    }

    @Override
    public List<String> serverCidrs(String id) throws CloudException {
        return stacks.serverCidrs(id);
    }

    @Override
    public List<String> servers(String id) throws CloudException {
        return stacks.servers(id);
    }

    @Override
    public void delete(String id) throws CloudException {
        ours.requireStack(id, "delete");
        stacks.delete(id);
    }
}
