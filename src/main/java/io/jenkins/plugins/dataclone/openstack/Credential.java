package io.jenkins.plugins.dataclone.openstack;

import java.util.Objects;

/** What Keystone v3 is asked to believe. Source: Identity API v3, "Password authentication" and "Application credentials". */
public sealed interface Credential {
    /** Where the secret is, to keep it out of messages. */
    SecretText secret();

    /** Who logs in, for messages; without the secret. */
    String describe();

    /** A user's password, scoped to one project. */
    record Password(KeystoneRef user, KeystoneRef project, SecretText secret) implements Credential {
        public Password {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(project, "project");
            Objects.requireNonNull(secret, "secret");
        }

        /** By names, the usual case. */
        public static Password named(
                String user, String userDomain, String project, String projectDomain, String password) {
            return new Password(
                    KeystoneRef.named(user, userDomain),
                    KeystoneRef.named(project, projectDomain),
                    SecretText.of(password));
        }

        @Override
        public String describe() {
            return "user " + user + " in project " + project;
        }
    }

    /**
     * An application credential; it carries its project.
     *
     * @param id its id, or null if it is given by name and user
     * @param name its name, or null if it is given by id
     * @param user whose it is; only with a name
     */
    record ApplicationCredential(String id, String name, KeystoneRef user, SecretText secret) implements Credential {
        public ApplicationCredential {
            if (id == null) {
                Objects.requireNonNull(name, "name");
                Objects.requireNonNull(user, "user");
            }
            Objects.requireNonNull(secret, "secret");
        }

        public static ApplicationCredential ofId(String id, String secret) {
            return new ApplicationCredential(Objects.requireNonNull(id, "id"), null, null, SecretText.of(secret));
        }

        public static ApplicationCredential named(String name, KeystoneRef user, String secret) {
            return new ApplicationCredential(null, name, user, SecretText.of(secret));
        }

        @Override
        public String describe() {
            return id != null
                    ? "application credential '" + id + "'"
                    : "application credential '" + name + "' of user " + user;
        }
    }
}
