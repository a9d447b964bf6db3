package io.jenkins.plugins.dataclone.runtime;

import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.dataclone.model.Owner;
import java.time.Instant;

/** Builds as owners of environments. */
public final class Owners {
    private Owners() {}

    public static Owner of(Run<?, ?> run) {
        return new Owner(run.getExternalizableId(), run.getUrl(), Instant.ofEpochMilli(run.getTimeInMillis()));
    }

    /** Whether it is a build of the item of that full name: a job, or a folder in whatever depth. */
    static boolean isIn(Owner owner, String item) {
        String job = owner.job();
        return !owner.isController() && (job.equals(item) || job.startsWith(item + "/"));
    }

    /**
     * What a build is called after an item was renamed or moved.
     *
     * @param moved the item in its new place: the build's job, or a folder above it
     * @return the same owner if the item has nothing to do with it
     */
    static Owner moved(Owner owner, Item moved, String oldFullName, String newFullName) {
        if (!isIn(owner, oldFullName)) {
            return owner;
        }
        String below = owner.job().substring(oldFullName.length());
        String number = owner.run().substring(owner.job().length() + 1);
        StringBuilder url = new StringBuilder(moved.getUrl());
        for (String name : below.split("/")) {
            if (!name.isEmpty()) {
                url.append("job/").append(Util.rawEncode(name)).append('/');
            }
        }
        return owner.movedTo(
                newFullName + below + "#" + number,
                url.append(number).append('/').toString());
    }
}
