package io.jenkins.plugins.dataclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.dataclone.model.Quota;
import io.jenkins.plugins.dataclone.model.QuotaItem;
import io.jenkins.plugins.dataclone.model.QuotaKind;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.CloudIdentity;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Login;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Means;
import io.jenkins.plugins.dataclone.port.CloudIdentity.Service;
import io.jenkins.plugins.dataclone.port.Quotas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.internal.HttpExecutor;
import org.openstack4j.model.identity.v3.Token;
import org.openstack4j.openstack.internal.OSClientSession;

/** Finds out who we are on a cloud and what is there, all services side by side and in a bounded time. */
final class Whoami {
    /** For everything together: somebody sits in front of a form and waits. */
    static final Duration LIMIT = Duration.ofSeconds(15);

    private final CloudSettings settings;
    private final Transport transport;
    private final Session session;
    private final Session clusterSession;
    private final Quotas quotas;
    private final Duration limit;

    Whoami(
            CloudSettings settings,
            Transport transport,
            Session session,
            Session clusterSession,
            Quotas quotas,
            Duration limit) {
        this.settings = settings;
        this.transport = transport;
        this.session = session;
        this.clusterSession = clusterSession;
        this.quotas = quotas;
        this.limit = limit;
    }

    /** @throws CloudException if nobody can log in, or the region does not exist: then there is nothing to tell */
    CloudIdentity ask() throws CloudException {
        long end = System.nanoTime() + limit.toNanos();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "openstack-data-clone whoami");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Future<Login> login = threads.submit(() -> login(session));
            Optional<Future<Login>> bayLogin = clusterSession == session
                    ? Optional.empty()
                    : Optional.of(threads.submit(() -> login(clusterSession)));
            Login us = await(login, session, end);
            Optional<Login> bays =
                    bayLogin.isEmpty() ? Optional.empty() : Optional.of(await(bayLogin.get(), clusterSession, end));
            List<String> regions = regions();
            Future<Map<QuotaItem, Quota>> left = threads.submit(() -> quotas.read(Stream.of(QuotaKind.values())
                    .filter(kind -> !kind.isOwn())
                    .map(QuotaItem::of)
                    .collect(Collectors.toSet())));
            List<Service> services = services(threads, end);
            return new CloudIdentity(
                    settings.name(),
                    us,
                    bays,
                    regions,
                    services,
                    inTime(left, end).orElse(Map.of()));
        } finally {
            threads.shutdownNow();
        }
    }

    private Login login(Session as) throws CloudException {
        Token token;
        try {
            token = as.token();
        } catch (CloudException refusal) {
            throw new LoginDiagnosis(settings, transport).explain(as.credential(), refusal);
        }
        JsonNode shown = as.read(ServiceName.KEYSTONE, "show its token", client -> HttpExecutor.create()
                        .execute(HttpRequest.builder(JsonNode.class)
                                .endpoint(settings.keystoneUrl())
                                .path("/auth/tokens")
                                .config(OSClientSession.getCurrent().getConfig())
                                .header("X-Auth-Token", client.getToken().getId())
                                .header("X-Subject-Token", client.getToken().getId())
                                .build())
                        .getEntity(JsonNode.class))
                .path("token");
        List<String> roles = new ArrayList<>();
        shown.path("roles").forEach(role -> roles.add(Json.textOrEmpty(role, "name")));
        return new Login(
                token.getUser().getName(),
                token.getProject() == null ? "" : token.getProject().getName(),
                roles.stream().sorted().toList(),
                means(as.credential(), shown));
    }

    private static Means means(Credential credential, JsonNode token) {
        if (credential instanceof Credential.Password) {
            return Means.PASSWORD;
        }
        return token.path("application_credential").path("restricted").asBoolean(true)
                ? Means.RESTRICTED_APPLICATION_CREDENTIAL
                : Means.APPLICATION_CREDENTIAL;
    }

    private List<String> regions() throws CloudException {
        TreeSet<String> all = new TreeSet<>();
        session.token().getCatalog().forEach(service -> service.getEndpoints()
                .forEach(endpoint -> all.add(String.valueOf(endpoint.getRegion()))));
        if (settings.region().isEmpty()) {
            return List.copyOf(all);
        }
        String wanted = settings.region().get();
        if (!all.contains(wanted)) {
            throw CloudException.of(
                    Kind.CONFIGURATION,
                    "Cloud '" + settings.name() + "' has no region '" + wanted + "'; there are: "
                            + String.join(", ", all) + ".");
        }
        return List.of(wanted);
    }

    private List<Service> services(ExecutorService threads, long end) {
        Map<ServiceCheck, Future<Service>> looks = new LinkedHashMap<>();
        for (ServiceName service : Arrays.asList(ServiceName.values())) {
            boolean ofBays =
                    service == ServiceName.MAGNUM || service == ServiceName.HEAT || service == ServiceName.NOVA;
            ServiceCheck check = new ServiceCheck(service, ofBays ? clusterSession : session);
            looks.put(check, threads.submit(check::look));
        }
        List<Service> services = new ArrayList<>();
        looks.forEach((check, look) -> services.add(
                inTime(look, end).orElseGet(() -> check.silent("no answer within " + limit.toSeconds() + " s"))));
        return services;
    }

    private <T> T await(Future<T> future, Session as, long end) throws CloudException {
        try {
            return future.get(left(end), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CloudException refused) {
                throw refused;
            }
            throw new IllegalStateException("the login failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw tooLate(as);
        } catch (TimeoutException e) {
            throw tooLate(as);
        }
    }

    private CloudException tooLate(Session as) {
        return CloudException.of(
                Kind.UNAVAILABLE,
                "Keystone on cloud '" + settings.name() + "' did not log in "
                        + as.credential().describe() + " within " + limit.toSeconds() + " s.");
    }

    /** Empty if it is not there in time, or met an error of ours. */
    private static <T> Optional<T> inTime(Future<T> future, long end) {
        try {
            return Optional.of(future.get(left(end), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            future.cancel(true);
        }
        return Optional.empty();
    }

    private static long left(long end) {
        return Math.max(0, end - System.nanoTime());
    }
}
