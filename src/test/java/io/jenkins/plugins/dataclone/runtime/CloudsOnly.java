package io.jenkins.plugins.dataclone.runtime;

import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;

/** A catalogue that offers nothing to any job; what clouds there are is left to its kinds. */
public abstract class CloudsOnly implements Catalogue {
    @Override
    public String namePrefix() {
        return "dataclone";
    }

    @Override
    public List<Offered> dataSources(String job) {
        return List.of();
    }

    @Override
    public List<Offered> bayTemplates(String job) {
        return List.of();
    }

    @Override
    public CloneRequest cloneRequest(String cloud, String source, String snapshot, String job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BayRequest bayRequest(String cloud, String template, int nodeCount, String job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Lifetime lifetime(String cloud, String source, String wanted, String job) throws CloudException {
        throw new UnsupportedOperationException();
    }
}
