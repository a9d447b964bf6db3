package io.jenkins.plugins.dataclone.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.dataclone.flow.EnvironmentFacts;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a webhook's receiver gets: JSON, and a signature over its bytes (HMAC, RFC 2104, with SHA-256). The id is the same for every
 * attempt, and for the same event after a restart, so that a receiver can tell what it has had already.
 *
 * @param id tells this message from others
 * @param event the word for what happened
 * @param body the JSON
 */
record WebhookMessage(String id, String event, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ALGORITHM = "HmacSHA256";

    /** @param rootUrl address of this Jenkins with a slash at the end, or null if it does not know it */
    static WebhookMessage of(EnvironmentEvent event, String rootUrl) {
        Environment environment = event.environment();
        String id = id(event);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("event", event.kind().key());
        message.put("at", iso(event.at()));
        message.put("environment", described(environment, rootUrl));
        try {
            return new WebhookMessage(id, event.kind().key(), JSON.writeValueAsBytes(message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are JSON", e);
        }
    }

    private static Map<String, Object> described(Environment environment, String rootUrl) {
        EnvironmentFacts facts = EnvironmentFacts.of(environment);
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("id", environment.id());
        described.put("name", environment.name());
        described.put("state", environment.state().name().toLowerCase(Locale.ROOT));
        described.put("build", environment.owner().run());
        if (rootUrl != null) {
            described.put("buildUrl", rootUrl + environment.owner().url());
            described.put("url", rootUrl + "dataclone/environment/" + environment.id() + "/");
        }
        described.put("sources", facts.sources());
        described.put("createdAt", iso(environment.createdAt()));
        described.put("expiresAt", iso(environment.expiresAt()));
        described.put("releaseReason", environment.releaseReason());
        described.put("problem", environment.problem());
        return described;
    }

    private static String iso(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String id(EnvironmentEvent event) {
        Environment environment = event.environment();
        String facts = String.join(
                "\n",
                environment.id(),
                event.kind().key(),
                environment.expiresAt().toString(),
                Integer.toString(environment.resources().size()),
                String.valueOf(environment.problem()));
        return HexFormat.of().formatHex(Sha256.of(facts)).substring(0, 32);
    }

    /** {@code sha256=} and the HMAC of the body in hexadecimal digits. */
    String signature(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
