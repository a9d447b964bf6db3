package io.jenkins.plugins.dataclone.port;

import io.jenkins.plugins.dataclone.model.Quota;
import io.jenkins.plugins.dataclone.model.QuotaItem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who this controller is on a cloud and what it finds there; for people. It contains neither secrets nor addresses.
 *
 * @param cloud the administrator's name for the cloud
 * @param login who everything but bays is done as
 * @param bayLogin who bays are made as, if that is somebody else
 * @param regions the configured region, or all that the catalog has if none is configured
 * @param services every service we know, in a fixed order
 * @param quotas limits and usage, as far as the cloud tells them within the time there is
 */
public record CloudIdentity(
        String cloud,
        Login login,
        Optional<Login> bayLogin,
        List<String> regions,
        List<Service> services,
        Map<QuotaItem, Quota> quotas) {
    public CloudIdentity {
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(login, "login");
        Objects.requireNonNull(bayLogin, "bayLogin");
        regions = List.copyOf(regions);
        services = List.copyOf(services);
        quotas = Map.copyOf(quotas);
    }

    /** How somebody has logged in. */
    public enum Means {
        PASSWORD("a password"),
        APPLICATION_CREDENTIAL("an unrestricted application credential"),
        RESTRICTED_APPLICATION_CREDENTIAL("a restricted application credential");

        private final String label;

        Means(String label) {
            this.label = label;
        }

        /** For sentences, behind "with". */
        public String label() {
            return label;
        }
    }

    /**
     * A login that succeeded.
     *
     * @param roles the roles in the project, sorted
     */
    public record Login(String user, String project, List<String> roles, Means means) {
        public Login {
            roles = List.copyOf(roles);
        }
    }

    /** What is to be expected of a service. */
    public enum Condition {
        /** It does what it is asked. */
        ANSWERS,
        /** It answers, but not to this credential, or not what is needed of it. */
        REFUSES,
        /** The catalog has no address of it that may be used. */
        MISSING,
        /** It did not answer in time. */
        SILENT
    }

    /**
     * One service.
     *
     * @param name as administrators know it: {@code Manila}
     * @param versions what it speaks, {@code 2.0 to 2.73}; empty if it does not say
     * @param problem why it cannot be used and what cannot be done therefore, one sentence; empty if nothing is wrong
     */
    public record Service(String name, Condition condition, String versions, Optional<String> problem) {}

    /** Whether everything can be used. */
    public boolean isComplete() {
        return services.stream().allMatch(service -> service.problem().isEmpty());
    }
}
