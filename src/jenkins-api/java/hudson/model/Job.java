package hudson.model;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.security.ACL;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;

@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint, ModelObject {
    protected Job(ItemGroup itemGroup, String text) {
        super(itemGroup, text);
    }

    public RunT getBuildByNumber(int number) {
        return _getRuns().get(number);
    }

    public RunT getLastBuild() {
        SortedMap<Integer, ? extends RunT> runs = _getRuns();
        return runs.isEmpty() ? null : runs.get(runs.firstKey());
    }

    @Override
    public Collection<? extends Job> getAllJobs() {
        return List.of(this);
    }

    public EnvVars getEnvironment(Node node, TaskListener listener) throws IOException, InterruptedException {
        return new EnvVars();
    }

    public abstract boolean isBuildable();

    protected abstract SortedMap<Integer, ? extends RunT> _getRuns();

    protected abstract void removeRun(RunT runT);

    @Override
    public ACL getACL() {
        return super.getACL();
    }
}
