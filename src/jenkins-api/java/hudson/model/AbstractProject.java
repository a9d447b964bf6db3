package hudson.model;

@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class AbstractProject<P extends AbstractProject<P, R>, R extends AbstractBuild<P, R>> extends Job<P, R>
        implements BuildableItem {
    protected AbstractProject(ItemGroup itemGroup, String text) {
        super(itemGroup, text);
    }

    @Override
    public boolean isBuildable() {
        return true;
    }
}
