package hudson.model;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

@SuppressWarnings("rawtypes")
public class Fingerprint implements ModelObject, Saveable {
    private final Map<String, Set<Integer>> usages = new ConcurrentHashMap<>();
    private final String name;

    Fingerprint(String name) {
        this.name = name;
    }

    public void addFor(Run run) throws IOException {
        usages.computeIfAbsent(run.getParent().getFullName(), job -> new ConcurrentSkipListSet<>())
                .add(run.getNumber());
    }

    public Fingerprint.RangeSet getRangeSet(String text) {
        return new RangeSet(usages.getOrDefault(text, Set.of()));
    }

    @Override
    public String getDisplayName() {
        return name;
    }

    @Override
    public synchronized void save() throws IOException {}

    public static final class RangeSet {
        private final Set<Integer> numbers;

        RangeSet(Set<Integer> numbers) {
            this.numbers = numbers;
        }

        public synchronized boolean includes(int number) {
            return numbers.contains(number);
        }
    }
}
