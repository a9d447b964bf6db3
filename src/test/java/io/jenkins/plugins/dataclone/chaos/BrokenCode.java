package io.jenkins.plugins.dataclone.chaos;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/** The whole product and its tests once more, apart from the ones that run here, with one method broken. */
final class BrokenCode extends ClassLoader {
    /** openstack4j finds our connector, and has to find the one in here. */
    private static final List<String> IN_HERE = List.of("io.jenkins.plugins.dataclone.", "org.openstack4j.");

    private final Map<String, byte[]> changed = new HashMap<>();

    /** Nothing is broken. */
    BrokenCode() {
        super(BrokenCode.class.getClassLoader());
    }

    /** @throws IllegalStateException if there is no such method, or more than one of that name */
    BrokenCode(Sabotage sabotage) {
        this();
        ClassFileLocator files = ClassFileLocator.ForClassLoader.of(getParent());
        TypePool types = TypePool.Default.of(files);
        TypeDescription broken = types.describe(sabotage.brokenClass).resolve();
        TypeDescription acts = types.describe(Acts.class.getName()).resolve();
        DynamicType.Builder<?> builder = new ByteBuddy().rebase(broken, files);
        for (Map.Entry<String, String> act : sabotage.acts.entrySet()) {
            MethodDescription method =
                    broken.getDeclaredMethods().filter(named(act.getKey())).getOnly();
            builder = builder.method(ElementMatchers.is(method))
                    .intercept(MethodDelegation.withDefaultConfiguration()
                            .filter(named(act.getValue()))
                            .to(acts));
        }
        builder.make().getAllTypes().forEach((type, bytes) -> changed.put(type.getName(), bytes));
    }

    /**
     * Runs a test with one life.
     *
     * @return what the test failed with; empty if it passed
     * @throws ReflectiveOperationException if there is no such test
     */
    Optional<Throwable> run(Sabotage.Check check, Life life) throws ReflectiveOperationException {
        Class<?> lives = loadClass(Life.class.getName());
        Object sameLife = lives.getEnumConstants()[life.ordinal()];
        Class<?> suite = loadClass(check.suite);
        Constructor<?> constructor = suite.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method test = suite.getDeclaredMethod(check.test, lives);
        test.setAccessible(true);
        try {
            test.invoke(constructor.newInstance(), sameLife);
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(e.getCause());
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (IN_HERE.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = changed.containsKey(name) ? changed.get(name) : read(name);
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] read(String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
