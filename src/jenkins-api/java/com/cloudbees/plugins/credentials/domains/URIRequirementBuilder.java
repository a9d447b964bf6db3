package com.cloudbees.plugins.credentials.domains;

import java.util.ArrayList;
import java.util.List;

public class URIRequirementBuilder {
    public static URIRequirementBuilder create() {
        return new URIRequirementBuilder();
    }

    public static URIRequirementBuilder fromUri(String text) {
        return create().withUri(text);
    }

    public URIRequirementBuilder withUri(String text) {
        return this;
    }

    public List<DomainRequirement> build() {
        return new ArrayList<>();
    }

    URIRequirementBuilder() {}
}
