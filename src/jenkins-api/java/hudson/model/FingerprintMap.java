package hudson.model;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

@SuppressWarnings("rawtypes")
public final class FingerprintMap {
    private final Map<String, Fingerprint> all = new ConcurrentHashMap<>();

    public FingerprintMap() {}

    public Fingerprint getOrCreate(Run run, String fileName, String hash) throws IOException {
        return all.computeIfAbsent(hash, key -> new Fingerprint(fileName));
    }
}
