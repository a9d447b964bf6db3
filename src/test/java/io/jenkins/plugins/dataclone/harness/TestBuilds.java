package io.jenkins.plugins.dataclone.harness;

import hudson.model.Run;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.runtime.Builds;
import java.util.List;
import java.util.Optional;

/** The builds of a controller without Jenkins. */
record TestBuilds(List<Build> builds) implements Builds {
    @Override
    public Answer probe(Owner owner) {
        return build(owner).filter(Build::isRunning).isPresent() ? Answer.ALIVE : Answer.GONE;
    }

    @Override
    public Optional<Run<?, ?>> find(Owner owner) {
        return build(owner).map(Build::run);
    }

    private Optional<Build> build(Owner owner) {
        return builds.stream().filter(build -> build.owner().equals(owner)).findFirst();
    }
}
