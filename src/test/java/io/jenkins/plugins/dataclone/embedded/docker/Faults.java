package io.jenkins.plugins.dataclone.embedded.docker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/** What goes wrong on purpose. Each fault strikes once, at the next request that matches, in the order given. */
public final class Faults {
    enum Kind {
        ANSWER,
        DROP_BEFORE,
        DROP_AFTER,
        HANG
    }

    record Fault(Kind kind, Pattern request, int status, String message) {}

    private final Deque<Fault> pending = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private int remaining = Integer.MAX_VALUE;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param request regular expression for {@code METHOD /path}
     * @param status HTTP status to answer without doing anything
     */
    public void failNext(String request, int status, String message) {
        add(new Fault(Kind.ANSWER, Pattern.compile(request), status, message));
    }

    /** The connection breaks and nothing is done. */
    public void dropNext(String request) {
        add(new Fault(Kind.DROP_BEFORE, Pattern.compile(request), 0, null));
    }

    /** The connection breaks after the work was done: the caller cannot know. */
    public void dropNextAfterTheWork(String request) {
        add(new Fault(Kind.DROP_AFTER, Pattern.compile(request), 0, null));
    }

    /** No answer until the look-alike is closed. */
    public void hangNext(String request) {
        add(new Fault(Kind.HANG, Pattern.compile(request), 0, null));
    }

    private synchronized void add(Fault fault) {
        pending.add(fault);
    }

    /** After so many more requests every connection breaks before anything is done, until this is called again. */
    public synchronized void cutAfter(int more) {
        remaining = more;
    }

    /** The fault that this request meets, or null. */
    synchronized Fault meet(String request) {
        requests.add(request);
        if (remaining == 0) {
            return new Fault(Kind.DROP_BEFORE, null, 0, null);
        }
        if (remaining != Integer.MAX_VALUE) {
            remaining--;
        }
        for (Fault fault : pending) {
            if (fault.request().matcher(request).find()) {
                pending.remove(fault);
                return fault;
            }
        }
        return null;
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    void awaitClose() throws InterruptedException {
        closed.await();
    }

    void release() {
        closed.countDown();
    }
}
