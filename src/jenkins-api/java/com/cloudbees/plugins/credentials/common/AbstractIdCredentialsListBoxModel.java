package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.util.ListBoxModel;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;

@SuppressWarnings({"rawtypes", "unchecked"})
public abstract class AbstractIdCredentialsListBoxModel<
                T extends AbstractIdCredentialsListBoxModel<T, C>, C extends IdCredentials>
        extends ListBoxModel {
    private static final long serialVersionUID = 1L;

    private AbstractIdCredentialsListBoxModel<T, C> addAll(Stream<? extends C> found) {
        found.forEach(this::with);
        return this;
    }

    public AbstractIdCredentialsListBoxModel() {}

    protected abstract String describe(C value);

    public AbstractIdCredentialsListBoxModel<T, C> with(C value) {
        add(describe(value), value.getId());
        return this;
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeEmptyValue() {
        add("- none -", "");
        return this;
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeCurrentValue(String text) {
        if (stream().noneMatch(option -> option.value.equals(text))) {
            add(text, text);
        }
        return this;
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeAs(
            Authentication authentication, Item item, Class<? extends C> type) {
        return addAll(CredentialsProvider.lookupCredentialsInItem(type, item, authentication).stream());
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeAs(
            Authentication authentication, Item item, Class<? extends C> type, List<DomainRequirement> list) {
        return addAll(CredentialsProvider.lookupCredentialsInItem(type, item, authentication, list).stream());
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeAs(
            Authentication authentication, ItemGroup itemGroup, Class<? extends C> type) {
        return addAll(CredentialsProvider.lookupCredentialsInItemGroup(type, itemGroup, authentication).stream());
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeAs(
            Authentication authentication, ItemGroup itemGroup, Class<? extends C> type, List<DomainRequirement> list) {
        return addAll(CredentialsProvider.lookupCredentialsInItemGroup(type, itemGroup, authentication, list).stream());
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeMatchingAs(
            Authentication authentication,
            Item item,
            Class<? extends C> type,
            List<DomainRequirement> list,
            CredentialsMatcher credentialsMatcher) {
        return addAll(CredentialsProvider.lookupCredentialsInItem(type, item, authentication, list).stream()
                .filter(credentialsMatcher::matches));
    }

    public AbstractIdCredentialsListBoxModel<T, C> includeMatchingAs(
            Authentication authentication,
            ItemGroup itemGroup,
            Class<? extends C> type,
            List<DomainRequirement> list,
            CredentialsMatcher credentialsMatcher) {
        return addAll(CredentialsProvider.lookupCredentialsInItemGroup(type, itemGroup, authentication, list).stream()
                .filter(credentialsMatcher::matches));
    }
}
