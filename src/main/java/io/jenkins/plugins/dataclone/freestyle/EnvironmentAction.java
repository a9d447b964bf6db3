package io.jenkins.plugins.dataclone.freestyle;

import hudson.EnvVars;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.util.Map;
import java.util.TreeMap;

/** The variables that build steps leave to those after them. Kept with the build; none of them is a secret. */
public final class EnvironmentAction extends InvisibleAction implements EnvironmentContributingAction {
    /** Name of an environment to the variables that tell of it. */
    private final TreeMap<String, TreeMap<String, String>> variables = new TreeMap<>();

    private EnvironmentAction() {}

    /** The action of that build; made if there is none yet. */
    static EnvironmentAction of(Run<?, ?> run) {
        EnvironmentAction action = run.getAction(EnvironmentAction.class);
        if (action == null) {
            action = new EnvironmentAction();
            run.addAction(action);
        }
        return action;
    }

    /** Later values win over earlier ones of the same name. */
    synchronized void put(String environment, Map<String, String> values) {
        variables.computeIfAbsent(environment, name -> new TreeMap<>()).putAll(values);
    }

    /** The environment is gone, or with null all of them. */
    synchronized void forget(String environmentOrNull) {
        if (environmentOrNull == null) {
            variables.clear();
        } else {
            variables.remove(environmentOrNull);
        }
    }

    @Override
    public synchronized void buildEnvironment(Run<?, ?> run, EnvVars env) {
        variables.values().forEach(env::putAll);
    }
}
