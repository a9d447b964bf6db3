package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.port.Cloud;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Clouds;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the calls to clouds by how they end, and notes which clouds answer. It stands before every method of {@link Cloud} and of
 * what its methods give, so that a new one is counted without a line here. Thread-safe.
 */
final class MeteredClouds implements Clouds {
    private final Clouds clouds;
    private final Metrics metrics;
    private final CloudWatch watch;
    private final Map<String, Metered> metered = new ConcurrentHashMap<>();

    private record Metered(Cloud plain, Cloud counted) {}

    MeteredClouds(Clouds clouds, Metrics metrics, CloudWatch watch) {
        this.clouds = clouds;
        this.metrics = metrics;
        this.watch = watch;
    }

    @Override
    public Cloud get(String name) throws CloudException {
        Cloud plain = clouds.get(name);
        return metered.compute(
                        name,
                        (key, old) -> old != null && old.plain() == plain
                                ? old
                                : new Metered(plain, wrap(Cloud.class, plain, name)))
                .counted();
    }

    private <T> T wrap(Class<T> type, Object plain, String cloud) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? ofObject(proxy, plain, method, arguments)
                        : invoke(plain, cloud, method, arguments)));
    }

    /** It is itself and nothing else: whoever keeps something for each cloud finds it again. What it stands before is another. */
    private static Object ofObject(Object proxy, Object plain, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> plain.toString();
        };
    }

    private Object invoke(Object plain, String cloud, Method method, Object[] arguments) throws Throwable {
        boolean remote = throwsCloudException(method);
        try {
            Object result = method.invoke(plain, arguments);
            if (remote) {
                metrics.called(cloud, "ok");
                watch.answered(cloud);
            }
            return isService(method) ? wrap(method.getReturnType(), result, cloud) : result;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof CloudException failure) {
                failed(cloud, method, failure);
            }
            throw e.getCause();
        }
    }

    private void failed(String cloud, Method method, CloudException failure) {
        metrics.called(cloud, failure.kind().name().toLowerCase(Locale.ROOT));
        switch (failure.kind()) {
            case UNAVAILABLE, SILENT -> watch.unanswered(cloud, failure);
            case BUSY, CONFIGURATION -> {
                // nothing was sent
            }
            default -> watch.answered(cloud);
        }
        if (method.getName().startsWith("delete") && !failure.isNotFound()) {
            metrics.deletionFailed(cloud);
        }
    }

    /** What may fail for the cloud's sake goes to the cloud. */
    private static boolean throwsCloudException(Method method) {
        for (Class<?> thrown : method.getExceptionTypes()) {
            if (thrown == CloudException.class) {
                return true;
            }
        }
        return false;
    }

    private static boolean isService(Method method) {
        return method.getDeclaringClass() == Cloud.class
                && method.getReturnType().isInterface();
    }
}
