package io.jenkins.plugins.dataclone.chaos;

import io.jenkins.plugins.dataclone.ledger.ControllerIdentity;
import io.jenkins.plugins.dataclone.model.GoneProof;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import net.bytebuddy.implementation.bind.annotation.AllArguments;
import net.bytebuddy.implementation.bind.annotation.Argument;
import net.bytebuddy.implementation.bind.annotation.RuntimeType;
import net.bytebuddy.implementation.bind.annotation.SuperCall;
import net.bytebuddy.implementation.bind.annotation.This;

/**
 * What broken methods do in place of what they should; see {@link Sabotage}. Public, because methods of all packages come here.
 */
public final class Acts {
    private Acts() {}

    /** The ledger is written, but not before the request leaves: the next change takes it along. */
    public static void notAhead(@SuperCall Callable<?> write) throws Exception {
        boolean ahead = StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith(".ledger.Ledger")
                        && frame.getMethodName().equals("request")));
        if (!ahead) {
            write.call();
        }
    }

    /** The process knows the id, its file does not. */
    @RuntimeType
    public static Object withoutId(@SuperCall Callable<?> entry) throws Exception {
        Object written = entry.call();
        Field id = written.getClass().getDeclaredField("id");
        id.setAccessible(true);
        id.set(written, null);
        return written;
    }

    /** The cloud has accepted the deletion, so the object is taken for gone. */
    @RuntimeType
    public static Object believed(@This Object removal, @SuperCall Callable<?> delete) throws Exception {
        return original(removal, "gone", delete.call(), GoneProof.NOT_FOUND);
    }

    /** Every controller's things are taken for ours. */
    @RuntimeType
    public static Object gullible(@SuperCall Callable<?> identity) throws Exception {
        Object own = identity.call();
        return Proxy.newProxyInstance(
                Acts.class.getClassLoader(),
                new Class<?>[] {ControllerIdentity.class},
                (proxy, method, arguments) -> method.getName().equals("isOurs") ? true : method.invoke(own, arguments));
    }

    /** Nobody hears that the cloud refused. */
    @RuntimeType
    public static Object swallowed(@This Object removal, @Argument(0) Object resource, @SuperCall Callable<?> advance)
            throws Exception {
        try {
            return advance.call();
        } catch (CloudException e) {
            return original(removal, "gone", resource, GoneProof.NOT_FOUND);
        }
    }

    /** Whatever is asked. */
    public static boolean no() {
        return false;
    }

    /** Whatever is asked. */
    public static boolean yes() {
        return true;
    }

    /** Nobody looks whether the request that was sent before the crash has come to something. */
    @RuntimeType
    public static Object createdAgain(@This Object provisioner, @AllArguments Object[] arguments) throws Exception {
        Object requested = arguments[0];
        Object creation = arguments[2];
        return original(provisioner, "create", requested, creation);
    }

    /** Calls another method of the broken class. */
    private static Object original(Object broken, String name, Object... arguments) throws Exception {
        List<Method> named = Arrays.stream(broken.getClass().getDeclaredMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == arguments.length)
                .toList();
        if (named.size() != 1) {
            throw new NoSuchMethodError(broken.getClass() + " has no single " + name + " any more: " + named);
        }
        named.get(0).setAccessible(true);
        try {
            return named.get(0).invoke(broken, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }
}
