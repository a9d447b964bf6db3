package io.jenkins.plugins.dataclone.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Users, projects, application credentials and living tokens. Guarded by the lock of the cloud. */
final class Accounts {
    record User(String id, String name, String password) {}

    record Project(String id, String name) {}

    /** {@code unrestricted} is null unless it was asked for, as Keystone shows it. */
    record AppCredential(
            String id,
            String name,
            String secret,
            String description,
            User user,
            Project project,
            Boolean unrestricted) {}

    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, Project> projects = new LinkedHashMap<>();
    private final Map<String, List<String>> roles = new LinkedHashMap<>();
    private final Map<String, String> roleIds = new LinkedHashMap<>();
    private final Map<String, AppCredential> credentials = new LinkedHashMap<>();
    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private Duration tokenLifetime = Duration.ofHours(24);

    Project addProject(String name) {
        return projects.computeIfAbsent(name, n -> new Project(Ids.hex(), n));
    }

    /** Gives a user (made when new) roles in a project (made when new). */
    User addUser(String name, String password, String project, List<String> userRoles) {
        User user = users.computeIfAbsent(name, n -> new User(Ids.hex(), n, password));
        roles.put(user.id() + "@" + addProject(project).id(), userRoles);
        return user;
    }

    AppCredential addCredential(User user, Project project, String name, String secret, String text, Boolean open) {
        AppCredential made = new AppCredential(Ids.hex(), name, secret, text, user, project, open);
        credentials.put(made.id(), made);
        return made;
    }

    void removeCredential(String id) {
        credentials.remove(id);
        tokens.values()
                .removeIf(token -> token.applicationCredential() != null
                        && id.equals(token.applicationCredential().get("id")));
    }

    List<AppCredential> credentialsOf(String userId) {
        return credentials.values().stream()
                .filter(c -> c.user().id().equals(userId))
                .toList();
    }

    AppCredential credential(String id) {
        return credentials.get(id);
    }

    AppCredential credential(User user, String name) {
        return credentials.values().stream()
                .filter(c -> c.user().equals(user) && c.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    User user(String id, String name) {
        return users.values().stream()
                .filter(u -> id != null ? u.id().equals(id) : u.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    Project project(String id, String name) {
        return projects.values().stream()
                .filter(p -> id != null ? p.id().equals(id) : p.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Roles of a user in a project; empty: none. */
    List<String> roles(User user, Project project) {
        return roles.getOrDefault(user.id() + "@" + project.id(), List.of());
    }

    List<Project> projectsOf(User user) {
        List<Project> found = new ArrayList<>();
        for (Project project : projects.values()) {
            if (!roles(user, project).isEmpty()) {
                found.add(project);
            }
        }
        return found;
    }

    String roleId(String role) {
        return roleIds.computeIfAbsent(role, r -> Ids.hex());
    }

    Token issue(User user, Project project, String method, AppCredential credential, Instant now) {
        Map<String, Object> shown = credential == null
                ? null
                : Json.map(
                        "id", credential.id(),
                        "name", credential.name(),
                        "restricted", !Boolean.TRUE.equals(credential.unrestricted()));
        List<String> granted = project == null ? List.of() : roles(user, project);
        Token token = new Token(
                Ids.token(), Ids.audit(), user, project, granted, method, shown, now, now.plus(tokenLifetime));
        tokens.put(token.id(), token);
        return token;
    }

    /** A token that is neither unknown nor revoked nor expired, or null. */
    Token token(String id, Instant now) {
        Token token = id == null ? null : tokens.get(id);
        return token == null || !now.isBefore(token.expiresAt()) ? null : token;
    }

    void revoke(String id) {
        tokens.remove(id);
    }

    void revokeAll() {
        tokens.clear();
    }

    void tokenLifetime(Duration lifetime) {
        tokenLifetime = lifetime;
    }

    /** Ids of the tokens that are good. */
    List<String> tokens() {
        return List.copyOf(tokens.keySet());
    }
}
