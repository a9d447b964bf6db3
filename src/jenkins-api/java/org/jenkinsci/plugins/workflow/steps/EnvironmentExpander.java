package org.jenkinsci.plugins.workflow.steps;

import hudson.EnvVars;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

public abstract class EnvironmentExpander implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final class Constant extends EnvironmentExpander {
        private static final long serialVersionUID = 1L;
        private final Map<String, String> variables;

        Constant(Map<String, String> variables) {
            this.variables = new HashMap<>(variables);
        }

        @Override
        public void expand(EnvVars env) {
            env.overrideAll(variables);
        }
    }

    private static final class Merged extends EnvironmentExpander {
        private static final long serialVersionUID = 1L;
        private final EnvironmentExpander first;
        private final EnvironmentExpander second;

        Merged(EnvironmentExpander first, EnvironmentExpander second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public void expand(EnvVars env) throws IOException, InterruptedException {
            first.expand(env);
            second.expand(env);
        }

        @Override
        public Set<String> getSensitiveVariables() {
            Set<String> all = new HashSet<>(first.getSensitiveVariables());
            all.addAll(second.getSensitiveVariables());
            return all;
        }
    }

    public EnvironmentExpander() {}

    public abstract void expand(EnvVars envVars) throws IOException, InterruptedException;

    public Set<String> getSensitiveVariables() {
        return Set.of();
    }

    public static EnvironmentExpander merge(
            EnvironmentExpander environmentExpander, EnvironmentExpander environmentExpander2) {
        return environmentExpander == null
                ? environmentExpander2
                : new Merged(environmentExpander, environmentExpander2);
    }

    public static EnvironmentExpander constant(Map<String, String> map) {
        return new Constant(map);
    }
}
