package io.jenkins.plugins.dataclone.chaos;

import io.jenkins.plugins.dataclone.demo.Demo;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The demo in a Java of its own. Closing it kills it. */
final class DemoProcess implements AutoCloseable {
    /** What a process that was killed with signal 9 ends with. */
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread reader;

    DemoProcess(Process process) {
        this.process = process;
        reader = new Thread(this::read, "output of process " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.equals(Demo.BEGUN)) {
                    begun.countDown();
                } else if (line.startsWith(Demo.ENDED)) {
                    ended.countDown();
                }
            }
        } catch (IOException e) {
            // a pipe breaks when its process is killed
        } finally {
            begun.countDown();
        }
    }

    /** Waits until Java is up and the plugin's part begins. */
    void awaitBegin() throws InterruptedException {
        begun.await();
    }

    /**
     * Waits until nothing is left.
     *
     * @return whether it came to that
     */
    boolean awaitLastLine(Duration patience) throws InterruptedException {
        return ended.await(patience.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Kills it with SIGKILL when so much time has passed.
     *
     * @return whether it was still at work
     */
    boolean killAfter(Duration delay) throws InterruptedException {
        if (!process.waitFor(delay.toNanos(), TimeUnit.NANOSECONDS)) {
            process.destroyForcibly();
        }
        boolean killed = process.waitFor() == KILLED;
        reader.join();
        return killed && ended.getCount() > 0;
    }

    /** Waits for its end and gives its exit code; kills it if that takes too long. */
    int awaitEnd(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            close();
        }
        int code = process.waitFor();
        reader.join();
        return code;
    }

    /** What it said last. */
    String lastLine() throws InterruptedException {
        reader.join();
        return lines.get(lines.size() - 1);
    }

    String output() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
