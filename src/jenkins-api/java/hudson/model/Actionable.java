package hudson.model;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

public abstract class Actionable implements ModelObject {
    private final List<Action> attached = new CopyOnWriteArrayList<>();

    public Actionable() {}

    @Deprecated
    public List<Action> getActions() {
        return attached;
    }

    public <T extends Action> List<T> getActions(Class<T> type) {
        return attached.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public final List<? extends Action> getAllActions() {
        return List.copyOf(attached);
    }

    public <T extends Action> T getAction(Class<T> type) {
        return attached.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    public void addAction(Action action) {
        attached.add(action);
    }

    public boolean removeAction(Action action) {
        return attached.remove(action);
    }

    public boolean addOrReplaceAction(Action action) {
        attached.removeIf(old -> old.getClass() == action.getClass());
        return attached.add(action);
    }
}
