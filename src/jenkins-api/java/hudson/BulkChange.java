package hudson;

import hudson.model.Saveable;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

public class BulkChange implements Closeable {
    private static final ThreadLocal<Set<Saveable>> OPEN = ThreadLocal.withInitial(HashSet::new);
    private final Saveable subject;
    private boolean completed;

    public BulkChange(Saveable saveable) {
        this.subject = saveable;
        OPEN.get().add(saveable);
    }

    public void commit() throws IOException {
        if (!completed) {
            completed = true;
            OPEN.get().remove(subject);
            subject.save();
        }
    }

    public void abort() {
        completed = true;
        OPEN.get().remove(subject);
    }

    @Override
    public void close() {
        abort();
    }

    public static boolean contains(Saveable saveable) {
        return OPEN.get().contains(saveable);
    }
}
