package io.jenkins.plugins.dataclone.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.Optional;

/**
 * Says what a credential lacks before Keystone is asked. Keystone answers a name without a domain with a 400 that helps
 * nobody, and a wrong one with the same 401 for everything.
 */
public final class CompletenessCheck {
    private CompletenessCheck() {}

    /** What is missing, as the end of a sentence about the credential; empty if it can be used. */
    public static Optional<String> missing(OpenStackCredentials credentials) {
        if (credentials instanceof OpenStackPasswordCredentials password) {
            if (!named(
                    password.getUserName(),
                    password.getUserId(),
                    password.getUserDomain(),
                    password.getUserDomainId())) {
                return Optional.of("names no user: it needs a user id, or a user name with the user's domain");
            }
            if (!named(
                    password.getProject(),
                    password.getProjectId(),
                    password.getProjectDomain(),
                    password.getProjectDomainId())) {
                return Optional.of(
                        "names no project: it needs a project id, or a project name with the project's domain");
            }
            return Optional.empty();
        }
        if (credentials instanceof OpenStackApplicationCredentials application) {
            boolean owned = named(
                    application.getUserName(),
                    application.getUserId(),
                    application.getUserDomain(),
                    application.getUserDomainId());
            return isGiven(application.getApplicationCredentialId())
                            || isGiven(application.getApplicationCredentialName()) && owned
                    ? Optional.empty()
                    : Optional.of("names no application credential: it needs its id, or its name with the user's id or"
                            + " the user's name and domain");
        }
        return Optional.of("is neither a password nor an application credential");
    }

    /** Whether an object is named by its id, or by its name together with the name or id of the domain it is unique in. */
    static boolean named(
            @CheckForNull String name,
            @CheckForNull String id,
            @CheckForNull String domain,
            @CheckForNull String domainId) {
        return isGiven(id) || isGiven(name) && (isGiven(domain) || isGiven(domainId));
    }

    static boolean isGiven(@CheckForNull String text) {
        return text != null && !text.isBlank();
    }
}
