package io.jenkins.plugins.dataclone.harness;

import hudson.model.BuildListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The log of a build, kept in memory, and shown elsewhere as well. */
final class BuildLog extends OutputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final OutputStream shown;
    private final PrintStream stream = new PrintStream(this, true, StandardCharsets.UTF_8);

    BuildLog(OutputStream shown) {
        this.shown = shown;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        kept.write(bytes, offset, length);
        shown.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        shown.flush();
    }

    BuildListener listener() {
        return () -> stream;
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
