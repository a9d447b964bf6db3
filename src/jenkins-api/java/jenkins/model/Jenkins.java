package jenkins.model;

import hudson.ExtensionList;
import hudson.ProxyConfiguration;
import hudson.init.InitMilestone;
import hudson.model.AbstractCIBase;
import hudson.model.Computer;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.FingerprintMap;
import hudson.model.Item;
import hudson.model.ModelObject;
import hudson.model.Saveable;
import hudson.model.TopLevelItem;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.kohsuke.stapler.StaplerProxy;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** One controller without a server: it exists as soon as the system property JENKINS_HOME names its directory. */
@SuppressWarnings({"rawtypes", "unchecked"})
public class Jenkins extends AbstractCIBase implements StaplerProxy, Saveable, ModelObject, AccessControlled, Loadable {
    private static Jenkins theInstance;
    private final FingerprintMap fingerprints = new FingerprintMap();
    private final Map<String, TopLevelItem> items = new ConcurrentSkipListMap<>();
    private volatile AuthorizationStrategy authorization = AuthorizationStrategy.UNSECURED;

    public static final PermissionGroup PERMISSIONS = new PermissionGroup(Jenkins.class, null);

    public static final Permission ADMINISTER =
            new Permission(PERMISSIONS, "Administer", null, null, PermissionScope.JENKINS);

    public static final Permission READ =
            new Permission(PERMISSIONS, "Read", null, ADMINISTER, PermissionScope.JENKINS);

    public static final Permission MANAGE =
            new Permission(PERMISSIONS, "Manage", null, ADMINISTER, PermissionScope.JENKINS);

    public static final Permission SYSTEM_READ =
            new Permission(PERMISSIONS, "SystemRead", null, ADMINISTER, PermissionScope.JENKINS);

    public static Jenkins get() throws IllegalStateException {
        Jenkins instance = getInstanceOrNull();
        if (instance == null) {
            throw new IllegalStateException("Jenkins.instance is missing: set the system property JENKINS_HOME");
        }
        return instance;
    }

    public static Jenkins getInstanceOrNull() {
        synchronized (Jenkins.class) {
            if (theInstance == null && System.getProperty("JENKINS_HOME") != null) {
                theInstance = new Jenkins();
            }
            return theInstance;
        }
    }

    public transient volatile ProxyConfiguration proxy;

    public ProxyConfiguration getProxy() {
        return proxy;
    }

    public static Authentication getAuthentication2() {
        try {
            Method current = ACL.class.getDeclaredMethod("current");
            current.setAccessible(true);
            return (Authentication) current.invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public File getRootDir() {
        return new File(System.getProperty("JENKINS_HOME"));
    }

    public FingerprintMap getFingerprintMap() {
        return fingerprints;
    }

    public InitMilestone getInitLevel() {
        return InitMilestone.COMPLETED;
    }

    public String getRootUrl() throws IllegalStateException {
        return JenkinsLocationConfiguration.get().getUrl();
    }

    @Override
    public ACL getACL() {
        return authorization.getRootACL();
    }

    public AuthorizationStrategy getAuthorizationStrategy() {
        return authorization;
    }

    public void setAuthorizationStrategy(AuthorizationStrategy authorizationStrategy) {
        this.authorization = authorizationStrategy;
    }

    public Descriptor getDescriptor(Class<? extends Describable> type) {
        for (Descriptor<?> candidate : ExtensionList.lookup(Descriptor.class)) {
            if (candidate.clazz == type) {
                return candidate;
            }
        }
        return null;
    }

    public Descriptor getDescriptorOrDie(Class<? extends Describable> type) {
        Descriptor<?> found = getDescriptor(type);
        if (found == null) {
            throw new AssertionError(type + " is missing its descriptor");
        }
        return found;
    }

    public <T extends Descriptor> T getDescriptorByType(Class<T> type) {
        return ExtensionList.lookup(Descriptor.class).get(type);
    }

    public <T> ExtensionList<T> getExtensionList(Class<T> type) {
        return ExtensionList.lookup(type);
    }

    public Computer getComputer(String name) {
        return null;
    }

    public Item getItemByFullName(String text) {
        return getItem(text);
    }

    public <T extends Item> T getItemByFullName(String text, Class<T> type) throws AccessDeniedException {
        Item item = getItem(text);
        return type.isInstance(item) ? type.cast(item) : null;
    }

    @Override
    public TopLevelItem getItem(String text) throws AccessDeniedException {
        TopLevelItem item = items.get(text);
        if (item == null || item.hasPermission(Item.READ)) {
            return item;
        }
        if (item.hasPermission(Item.DISCOVER)) {
            item.checkPermission(Item.READ);
        }
        return null;
    }

    @Override
    public List<TopLevelItem> getItems() {
        return List.copyOf(items.values());
    }

    public void putItem(TopLevelItem topLevelItem) throws IOException, InterruptedException {
        items.put(topLevelItem.getName(), topLevelItem);
    }

    @Override
    public File getRootDirFor(TopLevelItem topLevelItem) {
        return new File(getRootDir(), "jobs/" + topLevelItem.getName());
    }

    @Override
    public void onDeleted(TopLevelItem topLevelItem) throws IOException {
        items.remove(topLevelItem.getName());
    }

    @Override
    public void onRenamed(TopLevelItem topLevelItem, String text, String text2) throws IOException {
        items.remove(text);
        items.put(text2, topLevelItem);
    }

    @Override
    public String getUrlChildPrefix() {
        return "job";
    }

    @Override
    public String getFullName() {
        return "";
    }

    @Override
    public String getFullDisplayName() {
        return "";
    }

    @Override
    public String getDisplayName() {
        return "Jenkins";
    }

    public boolean isTerminating() {
        return false;
    }

    public String getLegacyInstanceId() {
        return Integer.toHexString(getRootDir().hashCode());
    }

    @Override
    public void save() throws IOException {}

    @Override
    public Object getTarget() {
        return this;
    }

    @Override
    public void load() throws IOException {}

    Jenkins() {}
}
