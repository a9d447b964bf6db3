package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import java.util.Arrays;
import java.util.List;

@SuppressWarnings({"rawtypes", "unchecked"})
public class CredentialsMatchers {
    public static CredentialsMatcher always() {
        return credentials -> true;
    }

    public static CredentialsMatcher withId(String text) {
        return credentials -> credentials instanceof IdCredentials
                && ((IdCredentials) credentials).getId().equals(text);
    }

    public static CredentialsMatcher instanceOf(Class type) {
        return type::isInstance;
    }

    public static CredentialsMatcher allOf(CredentialsMatcher... credentialsMatcher) {
        return credentials -> Arrays.stream(credentialsMatcher).allMatch(matcher -> matcher.matches(credentials));
    }

    public static CredentialsMatcher anyOf(CredentialsMatcher... credentialsMatcher) {
        return credentials -> Arrays.stream(credentialsMatcher).anyMatch(matcher -> matcher.matches(credentials));
    }

    public static CredentialsMatcher not(CredentialsMatcher credentialsMatcher) {
        return credentials -> !credentialsMatcher.matches(credentials);
    }

    public static <C extends Credentials> List<C> filter(List<C> list, CredentialsMatcher credentialsMatcher) {
        return list.stream().filter(credentialsMatcher::matches).toList();
    }

    public static <C extends Credentials> C firstOrNull(Iterable<C> iterable, CredentialsMatcher credentialsMatcher) {
        for (C candidate : iterable) {
            if (credentialsMatcher.matches(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    CredentialsMatchers() {}
}
