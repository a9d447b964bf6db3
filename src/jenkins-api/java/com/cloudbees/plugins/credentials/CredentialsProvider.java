package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Answers from {@link SystemCredentialsProvider} alone. */
@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class CredentialsProvider extends Descriptor<CredentialsProvider>
        implements ExtensionPoint, Describable<CredentialsProvider> {
    private static <C extends Credentials> List<C> all(Class<C> type, boolean ofController) {
        return SystemCredentialsProvider.getInstance().getCredentials().stream()
                .filter(type::isInstance)
                .filter(found -> ofController || found.getScope() != CredentialsScope.SYSTEM)
                .map(type::cast)
                .toList();
    }

    private static <C extends IdCredentials> C byId(String id, Class<C> type, boolean ofController) {
        return all(type, ofController).stream()
                .filter(found -> found.getId().equals(id))
                .findFirst()
                .orElse(null);
    }

    public CredentialsProvider() {}

    public static <C extends Credentials> List<C> lookupCredentialsInItem(
            Class<C> type, Item item, Authentication authentication) {
        return all(type, false);
    }

    public static <C extends Credentials> List<C> lookupCredentialsInItem(
            Class<C> type, Item item, Authentication authentication, List<DomainRequirement> list) {
        return all(type, false);
    }

    public static <C extends Credentials> List<C> lookupCredentialsInItemGroup(
            Class<C> type, ItemGroup itemGroup, Authentication authentication) {
        return all(type, itemGroup instanceof Jenkins);
    }

    public static <C extends Credentials> List<C> lookupCredentialsInItemGroup(
            Class<C> type, ItemGroup itemGroup, Authentication authentication, List<DomainRequirement> list) {
        return all(type, itemGroup instanceof Jenkins);
    }

    public static <C extends IdCredentials> C findCredentialById(String text, Class<C> type, Run<?, ?> run) {
        return byId(text, type, false);
    }

    public static <C extends IdCredentials> C findCredentialById(
            String text, Class<C> type, Run<?, ?> run, List<DomainRequirement> list) {
        return byId(text, type, false);
    }

    public static <C extends IdCredentials> C findCredentialByIdInItem(
            String text, Class<C> type, Item item, Authentication authentication, List<DomainRequirement> list) {
        return byId(text, type, false);
    }

    public static <C extends IdCredentials> C findCredentialByIdInItemGroup(
            String text,
            Class<C> type,
            ItemGroup<?> itemGroup,
            Authentication authentication,
            List<DomainRequirement> list) {
        return byId(text, type, itemGroup instanceof Jenkins);
    }

    public static <C extends Credentials> C track(Run run, C value) {
        return value;
    }

    public static <C extends Credentials> C track(Item item, C value) {
        return value;
    }

    public static final PermissionGroup GROUP = new PermissionGroup(CredentialsProvider.class, null);

    public static final Permission CREATE = permission("Create", Permission.CREATE);

    public static final Permission UPDATE = permission("Update", Permission.UPDATE);

    public static final Permission DELETE = permission("Delete", Permission.DELETE);

    public static final Permission VIEW = permission("View", Permission.READ);

    public static final Permission USE_OWN = permission("UseOwn", Item.BUILD);

    public static final Permission USE_ITEM = permission("UseItem", Item.CONFIGURE);

    private static Permission permission(String name, Permission impliedBy) {
        return new Permission(GROUP, name, null, impliedBy, PermissionScope.ITEM);
    }
}
