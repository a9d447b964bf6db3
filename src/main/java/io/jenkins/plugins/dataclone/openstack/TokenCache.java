package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.openstack4j.model.identity.v3.Token;

/**
 * The one token of a cloud and credential. Threads that find it missing or about to expire wait for a single login: many
 * logins at once are what locks accounts and slows Keystone down. When the last login got no answer, one thread alone finds
 * out whether the next one does: threads are few, and other clouds need them.
 */
final class TokenCache {
    /** A call that starts with a token must end before the token does, with room for a service's own follow-up calls. */
    private static final Duration RENEW_EARLY = Duration.ofMinutes(5);

    /** Logs in. */
    @FunctionalInterface
    interface Source {
        Token token() throws CloudException;
    }

    /** A login that was refused is refused again; many in a row lock accounts. */
    static final Duration REFUSED_FOR = Duration.ofSeconds(15);
    /** So long the failure of a login tells something of the next one; a login and its time-outs take less. */
    static final Duration TROUBLED_FOR = Duration.ofMinutes(2);

    private final Source source;
    /** Tokens end by the wall clock, waits by the steady time. */
    private final Time time;

    private Token current;
    private CompletableFuture<Token> login;
    private CloudException refusal;
    private Instant refusedUntil = Instant.MIN;
    /** What the last login ended with, if that may pass by itself; null after one that went well. */
    private CloudException trouble;

    private Instant troubledUntil = Instant.MIN;

    TokenCache(Source source, Time time) {
        this.source = source;
        this.time = time;
    }

    /** A token with some life left in it. */
    Token valid() throws CloudException {
        CompletableFuture<Token> mine = null;
        CompletableFuture<Token> flight;
        synchronized (this) {
            if (current != null && isFresh(current)) {
                return current;
            }
            if (time.instant().isBefore(refusedUntil)) {
                throw refusal;
            }
            if (login == null) {
                mine = new CompletableFuture<>();
                login = mine;
            } else if (trouble != null && time.instant().isBefore(troubledUntil)) {
                throw trouble;
            }
            flight = login;
        }
        if (mine != null) {
            logIn(mine);
        }
        return await(flight);
    }

    /** A service refused this token. Only the token itself is dropped: by now another thread may have got a better one. */
    synchronized void rejected(Token token) {
        if (current == token) {
            current = null;
        }
    }

    private void logIn(CompletableFuture<Token> flight) {
        Token token = null;
        Throwable failure = null;
        try {
            token = source.token();
        } catch (CloudException | RuntimeException | Error e) {
            failure = e;
        }
        synchronized (this) {
            current = token;
            login = null;
            trouble = failure instanceof CloudException passing && passing.isRetryable() ? passing : null;
            troubledUntil = time.instant().plus(TROUBLED_FOR);
            if (failure instanceof CloudException refused && refused.kind() == CloudException.Kind.DENIED) {
                refusal = refused;
                refusedUntil = time.instant().plus(REFUSED_FOR);
            }
        }
        if (failure == null) {
            flight.complete(token);
        } else {
            flight.completeExceptionally(failure);
        }
    }

    /** A login is bounded by the transport's timeouts, so waiting for one is too. */
    private static Token await(CompletableFuture<Token> flight) throws CloudException {
        try {
            return flight.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CloudException.of(CloudException.Kind.UNAVAILABLE, "The login was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CloudException refused) {
                throw refused;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("login failed", e.getCause());
        }
    }

    private boolean isFresh(Token token) {
        Instant expires = token.getExpires().toInstant();
        Duration life = token.getIssuedAt() == null
                ? RENEW_EARLY.multipliedBy(2)
                : Duration.between(token.getIssuedAt().toInstant(), expires);
        Duration early = life.compareTo(RENEW_EARLY.multipliedBy(2)) < 0 ? life.dividedBy(2) : RENEW_EARLY;
        return time.wall().isBefore(expires.minus(early));
    }
}
