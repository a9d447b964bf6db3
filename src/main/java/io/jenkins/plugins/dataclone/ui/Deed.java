package io.jenkins.plugins.dataclone.ui;

import hudson.model.Failure;
import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.List;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;

/** Something that is done to environments on a user's wish, after the right to do it was checked. */
@FunctionalInterface
interface Deed {
    void on(EnvironmentPage page) throws CloudException;

    /** Does it for a browser, which is then sent back to where it came from. */
    static HttpResponse answer(List<EnvironmentPage> pages, Deed deed) {
        try {
            for (EnvironmentPage page : pages) {
                deed.on(page);
            }
        } catch (CloudException e) {
            throw new Failure(e.getMessage());
        }
        return HttpResponses.redirectToDot();
    }
}
