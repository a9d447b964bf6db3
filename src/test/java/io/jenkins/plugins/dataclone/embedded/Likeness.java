package io.jenkins.plugins.dataclone.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Compares an answer with a recorded one: same keys, same types, same values once everything that differs between any
 * two runs (ids, times, addresses, tokens, certificates) has been replaced by a word.
 */
final class Likeness {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{4}[-_][0-9a-f]{12}");
    private static final Pattern HEX = Pattern.compile("\\b[0-9a-f]{32}\\b");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?");
    private static final Pattern SUFFIX = Pattern.compile("-[a-z2-7]{12}(?![a-z0-9])");
    private static final Pattern IP =
            Pattern.compile("\\b(?!127\\.0\\.0\\.1)\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\b");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");

    /** What is different in any two clouds, e.g. because it depends on installed machines: only its type counts. */
    private static final Set<String> TYPE_ONLY = Set.of("audit_ids", "public_key", "fingerprint", "os_hash_value");

    /** Where services are, on the recorded cloud and on this one, and the word for it. */
    private final Map<Pattern, String> origins = new LinkedHashMap<>();

    private final Set<String> loose;
    private final boolean shapeOnly;

    /**
     * {@code loose} are names of members of which only the type counts; with {@code shapeOnly} all values do, lists may
     * have other lengths, and null goes with every type.
     */
    Likeness(String cloudUrl, Set<String> loose, boolean shapeOnly) {
        RecordedCall.PORTS.forEach((port, service) -> {
            origins.put(Pattern.compile("http://127\\.0\\.0\\.1:" + port + "(?!\\d)"), "<" + service + ">");
            String here = Pattern.quote(cloudUrl) + "/((internal|admin)/)?" + service + "(?![a-z])";
            origins.put(Pattern.compile(here), "<" + service + ">");
        });
        this.loose = loose;
        this.shapeOnly = shapeOnly;
    }

    /** All differences, each with its path; empty when alike. */
    List<String> differences(JsonNode recorded, JsonNode actual) {
        List<String> found = new ArrayList<>();
        compare("", "", recorded, actual, found);
        return found;
    }

    private void compare(String path, String name, JsonNode recorded, JsonNode actual, List<String> found) {
        boolean opaque = TYPE_ONLY.contains(name) || loose.contains(name);
        if ((opaque || shapeOnly) && (recorded.isNull() || actual.isNull())) {
            return;
        }
        if (recorded.getNodeType() != actual.getNodeType()) {
            found.add(path + ": recorded " + shortened(recorded) + " but is " + shortened(actual));
        } else if (opaque) {
            return;
        } else if (recorded.isObject()) {
            compareObjects(path, recorded, actual, found);
        } else if (recorded.isArray()) {
            compareArrays(path, recorded, actual, found);
        } else if (!shapeOnly && !normal(recorded).equals(normal(actual))) {
            found.add(path + ": recorded " + normal(recorded) + " but is " + normal(actual));
        }
    }

    private void compareObjects(String path, JsonNode recorded, JsonNode actual, List<String> found) {
        Set<String> keys = new TreeSet<>();
        recorded.fieldNames().forEachRemaining(keys::add);
        actual.fieldNames().forEachRemaining(keys::add);
        for (String key : keys) {
            if (!actual.has(key)) {
                found.add(path + "/" + key + ": missing");
            } else if (!recorded.has(key)) {
                found.add(path + "/" + key + ": not recorded");
            } else {
                compare(path + "/" + key, key, recorded.path(key), actual.path(key), found);
            }
        }
    }

    private void compareArrays(String path, JsonNode recorded, JsonNode actual, List<String> found) {
        if (shapeOnly) {
            for (int i = 0; recorded.size() > 0 && i < actual.size(); i++) {
                JsonNode element = actual.get(i);
                List<String> best = null;
                for (JsonNode candidate : recorded) {
                    List<String> differences = new ArrayList<>();
                    compare(path + "/" + i, "", candidate, element, differences);
                    best = best == null || differences.size() < best.size() ? differences : best;
                }
                found.addAll(best);
            }
            return;
        }
        if (recorded.size() != actual.size()) {
            found.add(path + ": recorded " + recorded.size() + " elements but has " + actual.size());
            return;
        }
        List<JsonNode> left = new ArrayList<>();
        actual.forEach(left::add);
        for (JsonNode element : recorded) {
            JsonNode twin = twin(path, element, left);
            left.remove(twin);
            compare(path + "[]", "", element, twin, found);
        }
    }

    /** The order of lists differs from run to run; the element with the fewest differences is the twin. */
    private JsonNode twin(String path, JsonNode element, List<JsonNode> candidates) {
        JsonNode best = candidates.get(0);
        int fewest = Integer.MAX_VALUE;
        for (JsonNode candidate : candidates) {
            List<String> differences = new ArrayList<>();
            compare(path, "", element, candidate, differences);
            if (differences.size() < fewest) {
                fewest = differences.size();
                best = candidate;
            }
        }
        return best;
    }

    private String normal(JsonNode value) {
        if (!value.isTextual()) {
            return value.toString();
        }
        String text = value.asText();
        for (Map.Entry<Pattern, String> origin : origins.entrySet()) {
            text = origin.getKey().matcher(text).replaceAll(origin.getValue());
        }
        text = CERTIFICATE.matcher(text).replaceAll("<certificate>");
        text = UUID.matcher(text).replaceAll("<id>");
        text = HEX.matcher(text).replaceAll("<id>");
        text = TIME.matcher(text).replaceAll("<time>");
        text = SUFFIX.matcher(text).replaceAll("-<suffix>");
        return IP.matcher(text).replaceAll("<ip>");
    }

    private static String shortened(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }

    /** Ids in the same places of both answers, recorded to actual. */
    static void learn(JsonNode recorded, JsonNode actual, Map<String, String> ids) {
        if (recorded.isObject() && actual.isObject()) {
            for (Iterator<String> names = recorded.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!name.equals("catalog") && !name.equals("roles")) {
                    learn(recorded.path(name), actual.path(name), ids);
                }
            }
        } else if (recorded.isArray() && recorded.size() == actual.size()) {
            for (int i = 0; i < recorded.size(); i++) {
                learn(recorded.get(i), actual.get(i), ids);
            }
        } else if (recorded.isTextual() && actual.isTextual() && isId(recorded.asText()) && isId(actual.asText())) {
            ids.putIfAbsent(recorded.asText(), actual.asText());
        }
    }

    private static boolean isId(String text) {
        return !text.startsWith("00000000")
                && (UUID.matcher(text).matches() || HEX.matcher(text).matches());
    }
}
