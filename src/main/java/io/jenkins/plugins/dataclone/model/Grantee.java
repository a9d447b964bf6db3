package io.jenkins.plugins.dataclone.model;

import java.util.Locale;
import java.util.Objects;

/**
 * Somebody a clone is opened for, as the administrator writes it: {@code 10.20.0.0/24}, {@code network:ci}, {@code bay},
 * {@code user:builder}, {@code cert:ci.example.org}, {@code cephx:builder}.
 *
 * @param kind what the name is a name of
 * @param name address, network, user and so on; empty for a bay
 */
public record Grantee(Kind kind, String name) {
    private static final String BAY_WORD = "bay";

    /** What a grantee is. */
    public enum Kind {
        /** An IP address or a CIDR. */
        ADDRESS("ip"),
        /** The subnets of a Neutron network, by its name or id. */
        NETWORK("ip"),
        /** The subnets of the nodes of whatever bay is in the clone's environment. */
        BAY("ip"),
        /** A user of the share's security service: CIFS, HDFS. */
        USER("user"),
        /** The common name of a TLS certificate: GlusterFS. */
        CERT("cert"),
        /** A Ceph id: CephFS. */
        CEPHX("cephx");

        private final String accessType;

        Kind(String accessType) {
            this.accessType = accessType;
        }

        /** Manila's word for access of that kind. */
        public String accessType() {
            return accessType;
        }
    }

    public Grantee {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    public static Grantee address(String addressOrCidr) {
        return new Grantee(Kind.ADDRESS, addressOrCidr);
    }

    /** Reads what an administrator wrote; what is not of another kind is taken for an address and not judged here. */
    public static Grantee parse(String written) {
        String text = written.trim();
        if (text.equalsIgnoreCase(BAY_WORD)) {
            return new Grantee(Kind.BAY, "");
        }
        for (Kind kind : new Kind[] {Kind.NETWORK, Kind.USER, Kind.CERT, Kind.CEPHX}) {
            String prefix = kind.name().toLowerCase(Locale.ROOT) + ":";
            if (text.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return new Grantee(kind, text.substring(prefix.length()).trim());
            }
        }
        return address(text);
    }

    /** As an administrator writes it. */
    @Override
    public String toString() {
        return switch (kind) {
            case ADDRESS -> name;
            case BAY -> BAY_WORD;
            default -> kind.name().toLowerCase(Locale.ROOT) + ":" + name;
        };
    }
}
