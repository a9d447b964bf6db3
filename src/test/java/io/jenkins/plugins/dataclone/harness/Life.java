package io.jenkins.plugins.dataclone.harness;

import io.jenkins.plugins.dataclone.model.BayRequest;
import io.jenkins.plugins.dataclone.model.CloneRequest;
import io.jenkins.plugins.dataclone.model.Environment;
import io.jenkins.plugins.dataclone.model.Lifetime;
import io.jenkins.plugins.dataclone.openstack.CloudSettings;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.EnvironmentStore;
import io.jenkins.plugins.dataclone.runtime.Catalogue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A controller from one start to the next. When it is over, what still runs of it reaches neither disk nor cloud; a request that
 * has left already reaches its goal, as with a process that was killed.
 */
final class Life {
    private volatile boolean over;
    private volatile boolean full;

    void end() {
        over = true;
    }

    void diskFull(boolean isFull) {
        full = isFull;
    }

    EnvironmentStore store(EnvironmentStore files) {
        return new EnvironmentStore() {
            @Override
            public Contents load() throws IOException {
                return files.load();
            }

            @Override
            public Contents reread() throws IOException {
                return files.reread();
            }

            @Override
            public void setAside() throws IOException {
                files.setAside();
            }

            @Override
            public void archive(Environment ended) throws IOException {
                PipelineThread.forbidIo("writing the history");
                synchronized (Life.this) {
                    if (over) {
                        throw new IOException("this controller was killed");
                    }
                    files.archive(ended);
                }
            }

            @Override
            public boolean isArchived(String id) {
                return files.isArchived(id);
            }

            @Override
            public Optional<Environment> archived(String id) throws IOException {
                PipelineThread.forbidIo("reading the history");
                return files.archived(id);
            }

            @Override
            public List<Environment> history(int latest) throws IOException {
                PipelineThread.forbidIo("reading the history");
                return files.history(latest);
            }

            @Override
            public void save(Environment environment) throws IOException {
                PipelineThread.forbidIo("writing the ledger");
                synchronized (Life.this) {
                    if (over) {
                        throw new IOException("this controller was killed");
                    }
                    if (full) {
                        throw new IOException("No space left on device");
                    }
                    files.save(environment);
                }
            }
        };
    }

    Catalogue catalogue(Catalogue offered) {
        return new Catalogue() {
            @Override
            public String namePrefix() {
                return offered.namePrefix();
            }

            /** Every call to a cloud passes here. */
            @Override
            public CloudSettings cloud(String name) throws CloudException {
                PipelineThread.forbidIo("calling cloud '" + name + "'");
                if (over) {
                    throw CloudException.of(CloudException.Kind.UNAVAILABLE, "this controller was killed");
                }
                return offered.cloud(name);
            }

            @Override
            public List<String> clouds() {
                return offered.clouds();
            }

            @Override
            public List<Offered> dataSources(String job) {
                return offered.dataSources(job);
            }

            @Override
            public List<Offered> bayTemplates(String job) {
                return offered.bayTemplates(job);
            }

            @Override
            public CloneRequest cloneRequest(String cloud, String source, String snapshot, String job)
                    throws CloudException {
                return offered.cloneRequest(cloud, source, snapshot, job);
            }

            @Override
            public BayRequest bayRequest(String cloud, String template, int nodeCount, String job)
                    throws CloudException {
                return offered.bayRequest(cloud, template, nodeCount, job);
            }

            @Override
            public Lifetime lifetime(String cloud, String source, String wanted, String job) throws CloudException {
                return offered.lifetime(cloud, source, wanted, job);
            }
        };
    }
}
