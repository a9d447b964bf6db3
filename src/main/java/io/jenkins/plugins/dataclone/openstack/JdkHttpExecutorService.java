package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openstack4j.core.transport.ClientConstants;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.HttpExecutorService;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/**
 * openstack4j's connector over {@code java.net.http}: TLS per cloud, connections pooled, timeouts that hold to the last
 * byte, and an exception for every error, where the library would report some as success. openstack4j finds it through
 * {@code META-INF/services}, with the class loader that loaded the library.
 */
public final class JdkHttpExecutorService implements HttpExecutorService {
    private static final Logger LOGGER = Logger.getLogger(JdkHttpExecutorService.class.getName());
    /** Headers that the JDK sets itself, and the library's private mark of a login. */
    private static final Set<String> NOT_SENT = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "upgrade",
            ClientConstants.HEADER_OS4J_AUTH.toLowerCase(Locale.ROOT));

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 3;
    private static final int PROXY_LOGIN = 407;

    /** How to get to where a configuration is used; openstack4j's own proxy setting knows no exceptions. Weak as well. */
    private static final Map<Config, ProxySelector> ROUTES = Collections.synchronizedMap(new WeakHashMap<>());

    /** Weak: a cloud that was configured away takes its client, and the client's threads, with it. */
    private final Map<Config, Clients> clients = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Two pools of connections. Some servers (uWSGI without keep-alive) close a connection behind an answer 204, which cannot
     * say so, and a request that takes such a connection is lost. Only requests that may be repeated get those connections: the
     * others have a pool of their own, in which there is no 204.
     */
    private record Clients(HttpClient repeatable, HttpClient once) {
        HttpClient of(HttpMethod method) {
            return method == HttpMethod.POST || method == HttpMethod.PATCH ? once : repeatable;
        }
    }

    /** Requests with this configuration go that way. To be said before the first one; otherwise Java's own way is taken. */
    static void route(Config config, ProxySelector proxies) {
        ROUTES.put(config, proxies);
    }

    private static ProxySelector proxies(Config config) {
        return ROUTES.getOrDefault(config, ProxySelector.getDefault());
    }

    @Override
    public String getExecutorDisplayName() {
        return "java.net.http";
    }

    /**
     * @throws HttpFailure if the answer is an error
     * @throws TransportFailure if there is no answer
     */
    @Override
    public <R> HttpResponse execute(HttpRequest<R> request) {
        URI uri = URI.create(request.getUrl());
        java.net.http.HttpResponse<byte[]> answer = send(request, uri);
        for (int i = 0; i < MOST_REDIRECTS && isFollowed(request, answer); i++) {
            uri = redirected(uri, answer);
            answer = send(request, uri);
        }
        int status = answer.statusCode();
        if (status == PROXY_LOGIN) {
            throw TransportFailure.proxyLogin(hostOf(uri), ProxyRoutes.onTheWayTo(uri, proxies(request.getConfig())));
        }
        if (status >= 400 || REDIRECTS.contains(status)) {
            throw new HttpFailure(status, answer.headers(), answer.body());
        }
        return new HttpAnswer(answer);
    }

    /** A delete whose connection breaks is sent again, as the JDK does it with a get. */
    private java.net.http.HttpResponse<byte[]> send(HttpRequest<?> request, URI uri) {
        try {
            return sendOnce(request, uri);
        } catch (TransportFailure failure) {
            if (request.getMethod() != HttpMethod.DELETE || failure.reason() != TransportFailure.Reason.BROKEN) {
                throw failure;
            }
            return sendOnce(request, uri);
        }
    }

    private java.net.http.HttpResponse<byte[]> sendOnce(HttpRequest<?> request, URI uri) {
        Config config = request.getConfig();
        long started = System.nanoTime();
        CompletableFuture<java.net.http.HttpResponse<byte[]>> answer = clients.computeIfAbsent(
                        config, each -> new Clients(client(each), client(each)))
                .of(request.getMethod())
                .sendAsync(build(request, uri), BodyHandlers.ofByteArray());
        try {
            // the JDK's own request timeout ends with the headers: a body that stalls would hold the thread for ever
            java.net.http.HttpResponse<byte[]> done = config.getReadTimeout() > 0
                    ? answer.get(config.getConnectTimeout() + (long) config.getReadTimeout(), TimeUnit.MILLISECONDS)
                    : answer.get();
            LOGGER.log(
                    Level.FINE,
                    () -> request.getMethod() + " " + hostOf(uri) + uri.getRawPath() + " " + done.statusCode() + " in "
                            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) + " ms");
            return done;
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw TransportFailure.readTimeout(hostOf(uri), seconds(config.getReadTimeout()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            IOException cause = e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
            throw TransportFailure.of(
                    cause,
                    hostOf(uri),
                    ProxyRoutes.onTheWayTo(uri, proxies(config)),
                    seconds(config.getConnectTimeout()),
                    seconds(config.getReadTimeout()));
        }
    }

    private static java.net.http.HttpRequest build(HttpRequest<?> request, URI uri) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(uri);
        if (request.getConfig().getReadTimeout() > 0) {
            builder.timeout(Duration.ofMillis(request.getConfig().getReadTimeout()));
        }
        request.getHeaders().forEach((name, value) -> {
            if (value != null && !NOT_SENT.contains(name.toLowerCase(Locale.ROOT))) {
                builder.setHeader(name, String.valueOf(value));
            }
        });
        builder.setHeader("Accept", ClientConstants.CONTENT_TYPE_JSON);
        byte[] body = body(request);
        if (body != null) {
            builder.setHeader("Content-Type", request.getContentType());
        }
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        return builder.method(request.getMethod().name(), publisher).build();
    }

    /** What is sent along; null if nothing is. */
    static byte[] body(HttpRequest<?> request) {
        Object entity = request.getEntity();
        try {
            if (entity instanceof InputStream stream) {
                return stream.readAllBytes();
            }
            if (entity != null) {
                return ObjectMapperSingleton.getContext(entity.getClass()).writeValueAsBytes(entity);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + entity.getClass().getSimpleName() + " as JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return request.hasJson() ? request.getJson().getBytes(StandardCharsets.UTF_8) : null;
    }

    private static HttpClient client(Config config) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // the JDK would take the token along to any host it is sent to
                .followRedirects(HttpClient.Redirect.NEVER);
        if (config.getConnectTimeout() > 0) {
            builder.connectTimeout(Duration.ofMillis(config.getConnectTimeout()));
        }
        ProxySelector proxies = proxies(config);
        if (proxies != null) {
            builder.proxy(proxies);
        }
        try {
            if (config.getSslContext() != null) {
                builder.sslContext(config.getSslContext());
            } else if (config.isIgnoreSSLVerification()) {
                builder.sslContext(Tls.trustingAll());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
        return builder.build();
    }

    private static boolean isFollowed(HttpRequest<?> request, java.net.http.HttpResponse<?> answer) {
        return request.getMethod() == HttpMethod.GET
                && REDIRECTS.contains(answer.statusCode())
                && answer.headers().firstValue("Location").isPresent();
    }

    /** Heat redirects from a stack's id to its name. The path is followed, to the host that is trusted already. */
    private static URI redirected(URI from, java.net.http.HttpResponse<byte[]> answer) {
        URI to = from.resolve(answer.headers().firstValue("Location").orElseThrow());
        if (!from.getHost().equalsIgnoreCase(to.getHost())) {
            throw new HttpFailure(answer.statusCode(), answer.headers(), new byte[0]);
        }
        String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
        return URI.create(from.getScheme() + "://" + from.getRawAuthority() + to.getRawPath() + query);
    }

    private static String hostOf(URI uri) {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    private static long seconds(int millis) {
        return Math.max(1, TimeUnit.MILLISECONDS.toSeconds(millis));
    }
}
