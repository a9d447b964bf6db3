package io.jenkins.plugins.dataclone.harness;

import hudson.model.Run;
import io.jenkins.plugins.dataclone.model.Owner;
import io.jenkins.plugins.dataclone.runtime.Builds;
import io.jenkins.plugins.dataclone.runtime.Owners;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The builds of a controller without Jenkins. */
record TestBuilds(List<Build> pipelines, List<FreestyleRun> freestyle) implements Builds {
    @Override
    public Answer probe(Owner owner) {
        Stream<Owner> running = Stream.concat(
                pipelines.stream().filter(Build::isRunning).map(Build::owner),
                freestyle.stream().filter(FreestyleRun::isRunning).map(FreestyleRun::owner));
        return running.anyMatch(owner::equals) ? Answer.ALIVE : Answer.GONE;
    }

    @Override
    public Optional<Run<?, ?>> find(Owner owner) {
        Stream<Run<?, ?>> all = Stream.concat(
                pipelines.stream().map(Build::run), freestyle.stream().map(FreestyleRun::build));
        return all.filter(run -> Owners.of(run).equals(owner)).findFirst();
    }
}
