package io.jenkins.plugins.dataclone.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.ListBoxModel;
import java.util.List;

/** Whether the nodes of a bay get floating IPs: a choice that may be left to the cluster template. */
final class FloatingIps {
    static final String TEMPLATE = "template";
    static final String YES = "yes";
    static final String NO = "no";
    static final List<String> ALL = List.of(TEMPLATE, YES, NO);

    private FloatingIps() {}

    /** What is kept of a choice: nothing for the cluster template's own. */
    @CheckForNull
    static String fix(@CheckForNull String choice) {
        String fixed = Util.fixEmptyAndTrim(choice);
        return TEMPLATE.equals(fixed) ? null : fixed;
    }

    /** What Magnum is told: nothing for the cluster template's own. */
    @CheckForNull
    static Boolean asked(String choice) {
        return TEMPLATE.equals(choice) ? null : Boolean.valueOf(YES.equals(choice));
    }

    static ListBoxModel items() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.FloatingIps_Template(), TEMPLATE);
        items.add(Messages.FloatingIps_Yes(), YES);
        items.add(Messages.FloatingIps_No(), NO);
        return items;
    }
}
