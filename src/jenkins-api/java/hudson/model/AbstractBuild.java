package hudson.model;

import hudson.EnvVars;
import hudson.FilePath;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a build's steps see of it, enough for tests. */
public abstract class AbstractBuild<P extends AbstractProject<P, R>, R extends AbstractBuild<P, R>> extends Run<P, R> {
    private volatile FilePath workspace;
    protected transient List<Environment> buildEnvironments = new CopyOnWriteArrayList<>();

    protected AbstractBuild(P project) throws IOException {
        super(project);
    }

    public final P getProject() {
        return getParent();
    }

    public final FilePath getWorkspace() {
        return workspace;
    }

    protected void setWorkspace(FilePath path) {
        this.workspace = path;
    }

    @Override
    public EnvVars getEnvironment(TaskListener log) throws IOException, InterruptedException {
        EnvVars env = super.getEnvironment(log);
        if (workspace != null) {
            env.put("WORKSPACE", workspace.getRemote());
        }
        for (Environment environment : buildEnvironments) {
            environment.buildEnvVars(env);
        }
        for (EnvironmentContributingAction action : getActions(EnvironmentContributingAction.class)) {
            action.buildEnvironment(this, env);
        }
        return env;
    }

    public EnvironmentList getEnvironments() {
        return new EnvironmentList(buildEnvironments);
    }

    public abstract void run();
}
