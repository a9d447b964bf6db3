package hudson.slaves;

import hudson.FilePath;

/** Where builds keep what must not lie in their workspace. */
public final class WorkspaceList {
    public static FilePath tempDir(FilePath ws) {
        return ws.sibling(ws.getName() + "@tmp");
    }
}
