package io.jenkins.plugins.dataclone.harness;

import hudson.model.Run;
import java.io.IOException;

/** A build of a {@link TestJob}. */
final class TestRun extends Run<TestJob, TestRun> {
    TestRun(TestJob job, int number) throws IOException {
        super(job);
        this.number = number;
    }

    @Override
    public Object getTarget() {
        return this;
    }
}
