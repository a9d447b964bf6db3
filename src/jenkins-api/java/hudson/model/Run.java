package hudson.model;

import hudson.EnvVars;
import hudson.ExtensionPoint;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.io.File;
import java.io.IOException;
import java.util.List;
import jenkins.model.FullyNamedModelObject;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.StaplerProxy;
import org.springframework.security.access.AccessDeniedException;

public abstract class Run<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends Actionable
        implements ExtensionPoint,
                Comparable<RunT>,
                AccessControlled,
                PersistenceRoot,
                ModelObject,
                StaplerProxy,
                FullyNamedModelObject {
    private final JobT job;
    private final long started = System.currentTimeMillis();
    private volatile Result outcome;

    protected Run(JobT jobT) throws IOException {
        this.job = jobT;
    }

    public JobT getParent() {
        return job;
    }

    public int getNumber() {
        return number;
    }

    public String getId() {
        return Integer.toString(number);
    }

    public String getExternalizableId() {
        return job.getFullName() + "#" + number;
    }

    public static Run<?, ?> fromExternalizableId(String text) throws IllegalArgumentException, AccessDeniedException {
        int hash = text.lastIndexOf('#');
        if (hash <= 0) {
            throw new IllegalArgumentException("Invalid id");
        }
        Job<?, ?> owner = Jenkins.get().getItemByFullName(text.substring(0, hash), Job.class);
        return owner == null ? null : owner.getBuildByNumber(Integer.parseInt(text.substring(hash + 1)));
    }

    public List<Cause> getCauses() {
        return getActions(CauseAction.class).stream()
                .flatMap(action -> action.getCauses().stream())
                .toList();
    }

    public boolean isBuilding() {
        return outcome == null;
    }

    public boolean isInProgress() {
        return outcome == null;
    }

    public boolean hasntStartedYet() {
        return false;
    }

    public Result getResult() {
        return outcome;
    }

    public void setResult(Result result) {
        outcome = outcome == null ? result : outcome.combine(result);
    }

    @Override
    public File getRootDir() {
        return new File(job.getRootDir(), "builds/" + number);
    }

    public String getUrl() {
        return job.getUrl() + number + "/";
    }

    @Override
    public String getDisplayName() {
        return "#" + number;
    }

    public String getFullDisplayName() {
        return job.getFullDisplayName() + " " + getDisplayName();
    }

    public EnvVars getEnvironment(TaskListener taskListener) throws IOException, InterruptedException {
        EnvVars environment = new EnvVars();
        environment.put("BUILD_NUMBER", Integer.toString(number));
        environment.put("JOB_NAME", job.getFullName());
        return environment;
    }

    public final long getTimeInMillis() {
        return started;
    }

    public final long getStartTimeInMillis() {
        return started;
    }

    @Override
    public void save() throws IOException {}

    @Override
    public int compareTo(RunT runT) {
        return number - runT.number;
    }

    @Override
    public ACL getACL() {
        return job.getACL();
    }

    public int number;

    public static final PermissionGroup PERMISSIONS = new PermissionGroup(Run.class, null);

    public static final Permission UPDATE =
            new Permission(PERMISSIONS, "Update", null, Permission.UPDATE, PermissionScope.RUN);

    public static final Permission DELETE =
            new Permission(PERMISSIONS, "Delete", null, Permission.DELETE, PermissionScope.RUN);

    @Override
    public String toString() {
        return getFullDisplayName();
    }
}
