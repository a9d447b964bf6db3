package io.jenkins.plugins.dataclone.embedded;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Embedded clouds that are reached without a network, in the caller's thread: the same requests and answers, a hundred times as
 * many a second, and always in the same order. A host here ends in {@code .embedded}.
 */
public final class InProcess {
    private static final Map<String, CloudServer> CLOUDS = new ConcurrentHashMap<>();

    private static final Tap NO_TAP = new Tap() {
        @Override
        public void leaving(String request) {
            // nobody looks
        }

        @Override
        public void arriving(String request) {
            // nobody looks
        }
    };

    private static final Map<String, Tap> TAPS = new ConcurrentHashMap<>();

    private InProcess() {}

    /** Sees what goes in and out; what it throws, the caller gets in place of an answer. */
    public interface Tap {
        /** A request is about to leave: nothing is done yet. */
        void leaving(String request) throws IOException;

        /** It was carried out, and the answer is about to arrive. */
        void arriving(String request) throws IOException;
    }

    /** From now on that one sees what goes to and from a cloud. */
    public static void tap(String host, Tap tap) {
        TAPS.put(host, tap);
    }

    /**
     * An answer as it goes over the wire.
     *
     * @param headers as the service wrote them
     */
    public record Reply(int status, Map<String, String> headers, byte[] body) {}

    static void open(String host, CloudServer cloud) {
        CLOUDS.put(host, cloud);
    }

    static void close(String host) {
        CLOUDS.remove(host);
        TAPS.remove(host);
    }

    /** Whether a cloud of that name was started and not closed. */
    public static boolean isThere(String host) {
        return host != null && CLOUDS.containsKey(host);
    }

    /**
     * Sends a request.
     *
     * @return empty if the connection broke instead of an answer
     * @throws IOException if no such cloud is there, or what the tap throws
     */
    public static Optional<Reply> send(String method, URI uri, Map<String, String> headers, byte[] body)
            throws IOException {
        CloudServer cloud = CLOUDS.get(uri.getHost());
        if (cloud == null) {
            throw new ConnectException("nothing is at " + uri.getHost());
        }
        Map<String, String> lower = new LinkedHashMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        Tap tap = TAPS.getOrDefault(uri.getHost(), NO_TAP);
        String request = method + " " + uri.getPath();
        tap.leaving(request);
        CloudServer.Outcome outcome = cloud.dispatch(method, uri, lower, body);
        tap.arriving(request);
        if (outcome.isDropped()) {
            return Optional.empty();
        }
        Answer sent = outcome.sent();
        return Optional.of(new Reply(sent.status(), sent.headers(), sent.body()));
    }
}
