package hudson;

import hudson.model.PersistentDescriptor;
import java.lang.reflect.Constructor;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;

/** Finds the classes of the index of {@code @Extension} and makes one instance of each, as Jenkins does at start. */
public class ExtensionList<T> extends AbstractList<T> {
    private static final Map<Class<?>, Object> INSTANCES = new HashMap<>();
    private static final Map<Class<?>, ExtensionList<?>> LISTS = new HashMap<>();
    private final List<T> elements = new CopyOnWriteArrayList<>();

    private static <T> ExtensionList<T> load(Class<T> type) {
        ExtensionList<T> list = new ExtensionList<>();
        List<IndexItem<Extension, Object>> items = new ArrayList<>();
        Index.load(Extension.class, Object.class, ExtensionList.class.getClassLoader())
                .forEach(items::add);
        items.sort(Comparator.comparingDouble(item -> -item.annotation().ordinal()));
        for (IndexItem<Extension, Object> item : items) {
            Class<?> found = classOf(item);
            if (found != null && type.isAssignableFrom(found)) {
                list.elements.add(type.cast(instanceOf(found)));
            }
        }
        return list;
    }

    private static Class<?> classOf(IndexItem<Extension, Object> item) {
        try {
            return item.element() instanceof Class<?> ? (Class<?>) item.element() : null;
        } catch (InstantiationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object instanceOf(Class<?> type) {
        Object existing = INSTANCES.get(type);
        if (existing != null) {
            return existing;
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object created = constructor.newInstance();
            INSTANCES.put(type, created);
            if (created instanceof PersistentDescriptor) {
                ((PersistentDescriptor) created).load();
            }
            return created;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot create the extension " + type.getName(), e);
        }
    }

    public static <T> ExtensionList<T> lookup(Class<T> type) {
        synchronized (LISTS) {
            ExtensionList<?> list = LISTS.get(type);
            if (list == null) {
                list = load(type);
                LISTS.put(type, list);
            }
            @SuppressWarnings("unchecked")
            ExtensionList<T> typed = (ExtensionList<T>) list;
            return typed;
        }
    }

    public static <U> U lookupSingleton(Class<U> type) {
        ExtensionList<U> all = lookup(type);
        if (all.size() != 1) {
            throw new IllegalStateException("Expected 1 instance of " + type.getName() + " but got " + all.size());
        }
        return all.get(0);
    }

    public static <U> U lookupFirst(Class<U> type) {
        ExtensionList<U> all = lookup(type);
        if (all.isEmpty()) {
            throw new IllegalStateException("Found no instance of " + type.getName());
        }
        return all.get(0);
    }

    public T get(int number) {
        return elements.get(number);
    }

    public <U extends T> U get(Class<U> type) {
        return elements.stream()
                .filter(element -> element.getClass() == type)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    @Override
    public int size() {
        return elements.size();
    }

    public void add(int number, T t) {
        elements.add(number, t);
    }

    public final T remove(int number) {
        return elements.remove(number);
    }

    public boolean remove(Object value) {
        return elements.remove(value);
    }

    @Override
    public Iterator<T> iterator() {
        return elements.iterator();
    }

    ExtensionList() {}
}
