package io.jenkins.plugins.dataclone.ui;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives the builds that have, or had, environments their page about them. */
@Extension
@SuppressWarnings("rawtypes")
public final class BuildPageFactory extends TransientActionFactory<Run> {
    @Override
    public Class<Run> type() {
        return Run.class;
    }

    /** Known beforehand, so that looking for another kind of action does not ask here. */
    @Override
    public Class<? extends Action> actionType() {
        return BuildPage.class;
    }

    @NonNull
    @Override
    public Collection<? extends Action> createFor(@NonNull Run target) {
        Run<?, ?> run = target;
        return BuildPage.isOfInterest(run) ? List.of(new BuildPage(run)) : List.of();
    }
}
