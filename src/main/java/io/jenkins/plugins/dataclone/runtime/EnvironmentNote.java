package io.jenkins.plugins.dataclone.runtime;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.MarkupText;
import hudson.Util;
import hudson.console.ConsoleAnnotationDescriptor;
import hudson.console.ConsoleAnnotator;
import hudson.console.ConsoleNote;
import hudson.model.Run;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * Makes the id of an environment in a build's log a link to what the build tells of it, which whoever may read the log may read. Kept
 * in the log; Jenkins signs it and believes no other.
 */
public final class EnvironmentNote extends ConsoleNote<Object> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(EnvironmentNote.class.getName());
    /** What every line of ours in a build's log begins with. */
    public static final String PREFIX = "[Data Clone] ";

    private static final Pattern NAMED = Pattern.compile("^Environment ([a-z2-7]{12})\\b");

    /** The environment. */
    private final String id;

    private EnvironmentNote(String id) {
        this.id = id;
    }

    /** A line of ours for a build's log, with a note before the id if it begins with the name of an environment. */
    public static String line(String said) {
        Matcher named = NAMED.matcher(said);
        if (!named.find()) {
            return PREFIX + said;
        }
        try {
            String note = new EnvironmentNote(named.group(1)).encode();
            return PREFIX + said.substring(0, named.start(1)) + note + said.substring(named.start(1));
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.FINE, "A line of a build's log goes without its link", e);
            return PREFIX + said;
        }
    }

    @Override
    public ConsoleAnnotator<?> annotate(Object context, MarkupText text, int position) {
        String page = context instanceof Run<?, ?> run
                ? run.getUrl() + "dataclone/#" + id
                : "dataclone/environment/" + id + "/";
        int end = position + id.length();
        if (end <= text.getText().length()) {
            text.addMarkup(position, end, "<a href='" + Util.escape(root() + page) + "'>", "</a>");
        }
        return null;
    }

    /** Address of Jenkins with a slash at the end: as the reader's browser knows it, or as it is known in mails. */
    private static String root() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request == null ? Util.fixNull(Jenkins.get().getRootUrl()) : request.getContextPath() + "/";
    }

    /** The kind of note. */
    @Extension
    public static final class DescriptorImpl extends ConsoleAnnotationDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.EnvironmentNote_DisplayName();
        }
    }
}
