package io.jenkins.plugins.dataclone.task;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.runtime.AgentCall;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Files of the build's workspace for a stack file, relative to that file's directory. Never a file of the controller, never one
 * outside the workspace, whether by {@code ..}, an absolute path or a symbolic link, and never a huge one or one that does not end.
 */
final class WorkspaceFiles implements StackRequest.Files {
    /** Stack files, their env files, configs and secrets are small; Docker's own limit for a config is 1000 KiB. */
    private static final int LARGEST_BYTES = 1024 * 1024;

    private final BuildContext build;
    private final Duration limit;
    private final String directory;
    /** Why nothing more is read: a stack names many files, and whoever waits for one that hangs does not wait for the next. */
    private volatile AgentCall.TooLate hanging;

    /** @param stackFile path of the stack file in the workspace */
    WorkspaceFiles(BuildContext build, String stackFile) {
        this(build, stackFile, AgentCall.LIMIT);
    }

    /** @param limit how long the reading of one file may take */
    WorkspaceFiles(BuildContext build, String stackFile, Duration limit) {
        this.build = build;
        this.limit = limit;
        int slash = stackFile.lastIndexOf('/');
        this.directory = slash < 0 ? "" : stackFile.substring(0, slash + 1);
    }

    /** The part of the stack file's path that the stack file itself goes by. */
    static String nameOf(String stackFile) {
        return stackFile.substring(stackFile.lastIndexOf('/') + 1);
    }

    @Override
    public byte[] read(String path) throws IOException, InterruptedException {
        FilePath workspace = build.workspace();
        if (workspace == null) {
            throw new IOException("The agent with the workspace is not connected, so '" + path + "' cannot be read");
        }
        String asWritten = isAbsolute(path) ? path : directory + path;
        String inWorkspace = normalised(asWritten);
        if (hanging != null) {
            throw hanging;
        }
        try {
            return AgentCall.within(
                    "Reading '" + inWorkspace + "' in the workspace",
                    limit,
                    () -> content(workspace, inWorkspace, asWritten));
        } catch (AgentCall.TooLate e) {
            hanging = e;
            throw e;
        }
    }

    private static byte[] content(FilePath workspace, String inWorkspace, String asWritten)
            throws IOException, InterruptedException {
        FilePath file = workspace.child(inWorkspace);
        if (!file.exists() || file.isDirectory()) {
            throw new FileNotFoundException("There is no file '" + inWorkspace + "' in the workspace");
        }
        if (!workspace.isDescendant(inWorkspace)) {
            throw new IOException("'" + asWritten + "' leads out of the workspace and is not read");
        }
        try (InputStream in = file.read()) {
            byte[] content = in.readNBytes(LARGEST_BYTES + 1);
            if (content.length > LARGEST_BYTES) {
                throw new IOException(
                        "'" + inWorkspace + "' is larger than " + LARGEST_BYTES / 1024 + " KiB and is not read");
            }
            return content;
        }
    }

    /** Refuses a path that leads out of the workspace, as far as the path itself tells. */
    static void requireInside(String path) throws AbortException {
        try {
            normalised(path);
        } catch (IOException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private static boolean isAbsolute(String path) {
        return path.startsWith("/") || path.startsWith("\\") || path.matches("[A-Za-z]:.*");
    }

    /** The path without {@code .} and {@code ..}; refuses what leads out of the workspace. */
    private static String normalised(String path) throws IOException {
        Deque<String> parts = new ArrayDeque<>();
        boolean outside = isAbsolute(path);
        for (String part : path.replace('\\', '/').split("/")) {
            if (part.equals("..")) {
                outside |= parts.pollLast() == null;
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        if (outside || parts.isEmpty()) {
            throw new IOException("'" + path + "' lies outside the workspace and is not read");
        }
        return String.join("/", parts);
    }
}
