package io.jenkins.plugins.dataclone.docker;

import com.github.dockerjava.api.model.HealthCheck;
import io.jenkins.plugins.dataclone.docker.compose.ComposeService.Healthcheck;
import java.time.Duration;

/** Health checks in the engine's words: times in nanoseconds, nothing for "as in the image". */
final class HealthChecks {
    private HealthChecks() {}

    static HealthCheck of(Healthcheck check) {
        HealthCheck result = new HealthCheck()
                .withInterval(nanos(check.interval()))
                .withTimeout(nanos(check.timeout()))
                .withStartPeriod(nanos(check.startPeriod()))
                .withStartInterval(nanos(check.startInterval()));
        if (!check.test().isEmpty()) {
            result.withTest(check.test());
        }
        if (check.retries() > 0) {
            result.withRetries(check.retries());
        }
        return result;
    }

    private static Long nanos(Duration duration) {
        return duration == null ? null : duration.toNanos();
    }
}
