package io.jenkins.plugins.dataclone.ui;

import hudson.AbortException;
import hudson.cli.CLICommand;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.runtime.DataClonePermissions;
import jenkins.model.Jenkins;

/**
 * A command of Jenkins' command line that is about environments. It sees what its user may see. Exit codes are Jenkins' own: 3 for
 * an environment that does not exist for the user, 5 if the deed was refused, 6 if a right is missing.
 */
abstract class DataCloneCommand extends CLICommand {
    @Override
    protected final int run() throws Exception {
        Jenkins.get().checkPermission(DataClonePermissions.VIEW);
        execute();
        return 0;
    }

    /** Does it, for a user who may view environments. */
    abstract void execute() throws Exception;

    /** A line for a terminal: what clouds and bays have said in it cannot steer the terminal. */
    final void print(String line) {
        stdout.println(line.replaceAll("\\p{Cc}+", " "));
    }

    /** The environment of that id. */
    static EnvironmentPage find(String id) {
        return UserView.find(id).orElseThrow(() -> new IllegalArgumentException(Messages.EnvironmentsPage_Unknown(id)));
    }

    /** Does something to an environment; a refusal is told to the user without a stack trace. */
    static void act(EnvironmentPage page, Deed deed) throws AbortException {
        try {
            deed.on(page);
        } catch (CloudException e) {
            AbortException refusal = new AbortException(e.getMessage());
            refusal.initCause(e);
            throw refusal;
        }
    }
}
