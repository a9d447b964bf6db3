package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How to reach one OpenStack. Immutable; checked when it is built, so that a mistake is named before anything is sent. */
public final class CloudSettings {
    /** Which of a service's addresses to use. */
    public enum Interface {
        PUBLIC,
        INTERNAL,
        ADMIN
    }

    private final String name;
    private final String keystoneUrl;
    private final String region;
    private final Interface endpointInterface;
    private final Credential credential;
    private final Credential clusterCredential;
    private final String caPem;
    private final boolean verifyTls;
    private final boolean heatTemplatesAllowed;
    private final Duration connectTimeout;
    private final Duration readTimeout;
    private final HttpProxy proxy;
    private final List<String> directHosts;
    private final CallLimits limits;

    private CloudSettings(Builder builder, String keystoneUrl) {
        this.name = builder.name;
        this.keystoneUrl = keystoneUrl;
        this.region = builder.region;
        this.endpointInterface = builder.endpointInterface;
        this.credential = builder.credential;
        this.clusterCredential = builder.clusterCredential;
        this.caPem = builder.caPem;
        this.verifyTls = builder.verifyTls;
        this.heatTemplatesAllowed = builder.heatTemplatesAllowed;
        this.connectTimeout = builder.connectTimeout;
        this.readTimeout = builder.readTimeout;
        this.proxy = builder.proxy;
        this.directHosts = builder.directHosts;
        this.limits = builder.limits;
    }

    /**
     * @param name the administrator's name for the cloud, used in messages
     * @param authUrl Keystone's address, with or without {@code /v3}
     * @param credential for Manila, Neutron and, unless another one is given, Magnum and Heat
     */
    public static Builder builder(String name, String authUrl, Credential credential) {
        return new Builder(name, authUrl, credential);
    }

    public String name() {
        return name;
    }

    /** Keystone's address with {@code /v3} at its end. */
    public String keystoneUrl() {
        return keystoneUrl;
    }

    /** The region whose endpoints are used; empty for whichever comes first in the catalog. */
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    public Interface endpointInterface() {
        return endpointInterface;
    }

    public Credential credential() {
        return credential;
    }

    /** The credential for Magnum and Heat, which have to be able to make a trust. */
    public Credential clusterCredential() {
        return clusterCredential == null ? credential : clusterCredential;
    }

    /** Certificates to trust, and no others; empty for those that Java trusts. */
    public Optional<String> caPem() {
        return Optional.ofNullable(caPem);
    }

    public boolean verifyTls() {
        return verifyTls;
    }

    /** Whether jobs may deploy Heat templates of their own, which can use whatever the project has. */
    public boolean heatTemplatesAllowed() {
        return heatTemplatesAllowed;
    }

    /** How long a connection may take to be made. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** How long an answer may take, from the request to its end. */
    public Duration readTimeout() {
        return readTimeout;
    }

    /** The proxy on the way; empty for the one that Java has been told of, if any. */
    public Optional<HttpProxy> proxy() {
        return Optional.ofNullable(proxy);
    }

    /** Hosts that are reached without any proxy; {@code *} stands for any part of a name. */
    public List<String> directHosts() {
        return directHosts;
    }

    public CallLimits limits() {
        return limits;
    }

    /** Everything counts, secrets too: equal settings may share a connection, changed ones must not. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CloudSettings settings && parts().equals(settings.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return Arrays.asList(
                name,
                keystoneUrl,
                region,
                endpointInterface,
                credential,
                clusterCredential,
                caPem,
                verifyTls,
                heatTemplatesAllowed,
                connectTimeout,
                readTimeout,
                proxy,
                directHosts,
                limits);
    }

    @Override
    public String toString() {
        return "cloud '" + name + "' at " + keystoneUrl + " as " + credential.describe();
    }

    /** Collects settings; everything but the constructor's arguments has a default. */
    public static final class Builder {
        private final String name;
        private final String authUrl;
        private final Credential credential;
        private String region;
        private Interface endpointInterface = Interface.PUBLIC;
        private Credential clusterCredential;
        private String caPem;
        private boolean verifyTls = true;
        private boolean heatTemplatesAllowed;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration readTimeout = Duration.ofSeconds(30);
        private HttpProxy proxy;
        private List<String> directHosts = List.of();
        private CallLimits limits = CallLimits.DEFAULT;

        private Builder(String name, String authUrl, Credential credential) {
            this.name = name;
            this.authUrl = authUrl;
            this.credential = credential;
        }

        /** Null or empty for no choice. */
        public Builder region(String value) {
            region = blankToNull(value);
            return this;
        }

        /** Default {@code PUBLIC}. */
        public Builder endpointInterface(Interface value) {
            endpointInterface = value;
            return this;
        }

        /** Null for the same credential. */
        public Builder clusterCredential(Credential value) {
            clusterCredential = value;
            return this;
        }

        /** Null or empty for the authorities that Java trusts. */
        public Builder caPem(String value) {
            caPem = blankToNull(value);
            return this;
        }

        /** Default true. Without it anybody on the way can read the credential. */
        public Builder verifyTls(boolean value) {
            verifyTls = value;
            return this;
        }

        /** Default false. With it a job's template can reach all that the project has, production too. */
        public Builder heatTemplatesAllowed(boolean value) {
            heatTemplatesAllowed = value;
            return this;
        }

        /** Default 10 s. */
        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /** Default 30 s, from the request to the end of the answer. */
        public Builder readTimeout(Duration value) {
            readTimeout = value;
            return this;
        }

        /** Null for the one that Java has been told of, if any. */
        public Builder proxy(HttpProxy value) {
            proxy = value;
            return this;
        }

        /** Default none. */
        public Builder directHosts(List<String> value) {
            directHosts = List.copyOf(value);
            return this;
        }

        /** Default {@link CallLimits#DEFAULT}. */
        public Builder limits(CallLimits value) {
            limits = value;
            return this;
        }

        /**
         * @throws CloudException of kind CONFIGURATION, naming what is missing or wrong
         */
        public CloudSettings build() throws CloudException {
            if (blankToNull(name) == null) {
                throw wrong("a cloud needs a name");
            }
            if (credential == null) {
                throw wrong("it has no credential");
            }
            for (Credential each : new Credential[] {credential, clusterCredential}) {
                if (each != null && each.secret().isEmpty()) {
                    throw wrong("the secret of " + each.describe() + " is empty");
                }
            }
            return new CloudSettings(this, keystoneUrl());
        }

        private String keystoneUrl() throws CloudException {
            if (blankToNull(authUrl) == null) {
                throw wrong("the address of Keystone is missing");
            }
            URI uri;
            try {
                uri = new URI(authUrl.strip());
            } catch (URISyntaxException e) {
                throw wrong("the address of Keystone is not a URL");
            }
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null) {
                throw wrong("the address of Keystone must look like https://host:5000/v3");
            }
            if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
                throw wrong("the address of Keystone must not contain a user, a query or a fragment");
            }
            String base = uri.toString().replaceAll("/+$", "").replaceAll("/v2\\.0$", "");
            return base.endsWith("/v3") ? base : base + "/v3";
        }

        private CloudException wrong(String what) {
            return CloudException.of(
                    CloudException.Kind.CONFIGURATION, "Cloud '" + name + "' cannot be used: " + what + ".");
        }

        private static String blankToNull(String value) {
            return value == null || value.isBlank() ? null : value.strip();
        }
    }
}
