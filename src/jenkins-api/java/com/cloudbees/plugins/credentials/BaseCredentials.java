package com.cloudbees.plugins.credentials;

import hudson.ExtensionList;
import hudson.model.Descriptor;

public class BaseCredentials implements Credentials {
    private static final long serialVersionUID = 1L;
    private final CredentialsScope scope;

    protected BaseCredentials() {
        this(null);
    }

    public BaseCredentials(CredentialsScope credentialsScope) {
        this.scope = credentialsScope;
    }

    @Override
    public CredentialsScope getScope() {
        return scope;
    }

    @Override
    public CredentialsDescriptor getDescriptor() {
        return (CredentialsDescriptor) ExtensionList.lookup(Descriptor.class).stream()
                .filter(candidate -> candidate.clazz == getClass())
                .findFirst()
                .orElseThrow();
    }
}
