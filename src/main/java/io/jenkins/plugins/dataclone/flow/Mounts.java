package io.jenkins.plugins.dataclone.flow;

import io.jenkins.plugins.dataclone.port.CloudException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Which volume of a stack file is which clone. */
final class Mounts {
    /**
     * A clone as an author may refer to it.
     *
     * @param name name of the cloned share
     * @param source name of its data source
     */
    record Candidate(String name, String source) {}

    private Mounts() {}

    /**
     * Decides for each volume that is to be a clone which one.
     *
     * @param fileName the stack file, for messages
     * @param declared volumes that the file declares
     * @param wanted what the author said, volume to clone name or source name; empty to match by name: a volume called like a
     *     data source ({@code orders_db} and {@code orders-db} are the same), or the only volume and the only clone there are
     * @return volume to index of the candidate
     * @throws CloudException CONFIGURATION if that cannot be decided, with what there is to choose from
     */
    static Map<String, Integer> decide(
            String fileName, List<String> declared, Map<String, String> wanted, List<Candidate> clones)
            throws CloudException {
        return wanted.isEmpty() ? guessed(fileName, declared, clones) : asked(fileName, declared, wanted, clones);
    }

    private static Map<String, Integer> asked(
            String fileName, List<String> declared, Map<String, String> wanted, List<Candidate> clones)
            throws CloudException {
        Map<String, Integer> mounts = new TreeMap<>();
        for (Map.Entry<String, String> wish : wanted.entrySet()) {
            if (!declared.contains(wish.getKey())) {
                throw wrong("volumes: '" + fileName + "' declares no volume '" + wish.getKey() + "'; it declares "
                        + listed(declared));
            }
            mounts.put(wish.getKey(), indexOf(wish.getValue(), clones));
        }
        return mounts;
    }

    /** The clone of that name, or the only one of that data source. */
    static int indexOf(String clone, List<Candidate> clones) throws CloudException {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < clones.size(); i++) {
            if (clones.get(i).name().equals(clone)) {
                return i;
            }
            if (clones.get(i).source().equals(clone)) {
                found.add(i);
            }
        }
        if (found.size() != 1) {
            throw wrong("volumes: " + (found.isEmpty() ? "there is no clone '" : "several clones are of '") + clone
                    + "' in this environment; it has "
                    + listed(clones.stream().map(Candidate::name).toList()));
        }
        return found.get(0);
    }

    private static Map<String, Integer> guessed(String fileName, List<String> declared, List<Candidate> clones)
            throws CloudException {
        Map<String, Integer> mounts = new TreeMap<>();
        for (String volume : declared) {
            for (int i = 0; i < clones.size(); i++) {
                if (plain(volume).equals(plain(clones.get(i).source())) && mounts.put(volume, i) != null) {
                    throw wrong("It is not clear which clone volume '" + volume + "' of '" + fileName
                            + "' is to be, because several clones are of '"
                            + clones.get(i).source()
                            + "'; name it, for example volumes: [" + volume + ": '"
                            + clones.get(i).name() + "']");
                }
            }
        }
        if (!mounts.isEmpty() || clones.isEmpty() || declared.isEmpty()) {
            return mounts;
        }
        if (declared.size() == 1 && clones.size() == 1) {
            return Map.of(declared.get(0), 0);
        }
        throw wrong("It is not clear which volume of '" + fileName + "' is the clone of '"
                + clones.get(0).source() + "': the file declares " + listed(declared)
                + "; name it, for example volumes: [dbdata: '" + clones.get(0).source() + "']");
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static CloudException wrong(String message) {
        return CloudException.of(CloudException.Kind.CONFIGURATION, message);
    }
}
