package io.jenkins.plugins.dataclone.openstack;

import java.lang.reflect.Field;
import org.openstack4j.openstack.internal.OSClientSession;

/**
 * openstack4j keeps "the" session in a thread-local that it never clears, so on a pooled thread a call for one cloud could
 * be made with another cloud's token. Every session is taken off its thread as soon as its call is done.
 */
final class BoundSession {
    private static final ThreadLocal<?> SESSIONS = sessions();

    private BoundSession() {}

    /** Takes the session, if there is one, off the current thread. */
    static void unbind() {
        SESSIONS.remove();
    }

    private static ThreadLocal<?> sessions() {
        try {
            Field field = OSClientSession.class.getDeclaredField("sessions");
            field.setAccessible(true);
            return (ThreadLocal<?>) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of openstack4j keeps its sessions elsewhere", e);
        }
    }
}
