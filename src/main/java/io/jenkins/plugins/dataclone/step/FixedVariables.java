package io.jenkins.plugins.dataclone.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/** Sets variables for a block's body; kept with the build, so it holds nothing secret. */
final class FixedVariables extends EnvironmentExpander {
    private static final long serialVersionUID = 1L;

    /** Name to value. */
    private final LinkedHashMap<String, String> variables;

    FixedVariables(Map<String, String> variables) {
        this.variables = new LinkedHashMap<>(variables);
    }

    @Override
    public void expand(@NonNull EnvVars env) {
        // not overrideAll: names like PATH+X have a meaning of their own there
        env.putAll(variables);
    }
}
