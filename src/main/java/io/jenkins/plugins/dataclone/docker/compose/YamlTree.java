package io.jenkins.plugins.dataclone.docker.compose;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Turns YAML 1.2 text into elements that know their lines. The parser stops at the graph of nodes; duplicate keys, merge
 * keys ({@code <<}, which YAML 1.2 dropped and Compose kept), variables and the limits against files made to exhaust
 * memory are ours.
 */
final class YamlTree {
    private static final int MOST_CHARACTERS = 1024 * 1024;
    private static final long MOST_CHARACTERS_IN_ALL = 16L * 1024 * 1024;
    private static final int LONGEST_KEY = 1_000;
    private static final int LONGEST_PATH = 500;
    private static final int MOST_ALIASES = 200;
    private static final int MOST_ELEMENTS = 50_000;
    private static final int DEEPEST = 50;

    private final Problems problems;
    private final Map<String, String> variables;
    private int elements;
    private long characters;

    private YamlTree(Problems problems, Map<String, String> variables) {
        this.problems = problems;
        this.variables = variables;
    }

    /** The file's root; empty after a problem was noted that makes going on useless. */
    static Optional<Element> read(byte[] content, Map<String, String> variables, Problems problems) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            problems.add(1, "the file is not UTF-8 text");
            return Optional.empty();
        }
        try {
            Iterator<Node> documents = new Compose(LoadSettings.builder()
                            .setCodePointLimit(MOST_CHARACTERS)
                            .setMaxAliasesForCollections(MOST_ALIASES)
                            .setUseMarks(true)
                            .build())
                    .composeAllFromString(text)
                    .iterator();
            if (!documents.hasNext()) {
                problems.add(1, "the file is empty");
                return Optional.empty();
            }
            Element root = new YamlTree(problems, variables).root(documents.next());
            if (documents.hasNext()) {
                problems.add(line(documents.next()), "the file holds several documents; one is supported");
            }
            return Optional.of(root);
        } catch (MarkedYamlEngineException e) {
            int line =
                    e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
            problems.add(
                    line,
                    "not valid YAML: "
                            + oneLine(
                                    e.getContext() == null ? e.getProblem() : e.getContext() + ", " + e.getProblem()));
        } catch (YamlEngineException | TooBig e) {
            problems.add(1, "not readable as YAML: " + oneLine(e.getMessage()));
        } catch (StackOverflowError e) {
            problems.add(1, "not readable as YAML: it nests too deeply");
        }
        return Optional.empty();
    }

    private static final class TooBig extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooBig(String message) {
            super(message);
        }
    }

    /** The extensions at the top are only there to be referred to, so variables in them are looked up where they are used. */
    private Element root(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            return element(node, "the file", 0);
        }
        Map<String, Element> entries = new LinkedHashMap<>();
        tuples(mapping, "", 0).forEach((key, tuple) -> {
            if (!key.startsWith("x-")) {
                entries.put(key, element(tuple.getValueNode(), key, 1, line(tuple.getKeyNode())));
            }
        });
        return new Element(problems, "the file", line(node), entries);
    }

    private Element element(Node node, String path, int depth) {
        return element(node, path, depth, line(node));
    }

    private Element element(Node node, String path, int depth, int line) {
        if (++elements > MOST_ELEMENTS) {
            throw new TooBig(
                    "it has more than " + MOST_ELEMENTS + " elements, aliases counted as often as they are used");
        }
        if (depth > DEEPEST) {
            throw new TooBig("it nests deeper than " + DEEPEST + " levels");
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, path, line);
        }
        if (node instanceof SequenceNode sequence) {
            List<Element> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(element(item, path + "[" + items.size() + "]", depth + 1));
            }
            return new Element(problems, path, line, items);
        }
        Map<String, Element> entries = new LinkedHashMap<>();
        tuples((MappingNode) node, path, depth)
                .forEach((key, tuple) -> entries.put(
                        key, element(tuple.getValueNode(), below(path, key), depth + 1, line(tuple.getKeyNode()))));
        return new Element(problems, path, line, entries);
    }

    /** The end of a long path says enough, and elements without number may have it. */
    private static String below(String path, String key) {
        String whole = path + "." + key;
        return whole.length() <= LONGEST_PATH ? whole : "..." + whole.substring(whole.length() - LONGEST_PATH);
    }

    private Element scalar(ScalarNode scalar, String path, int line) {
        if (scalar.getTag().equals(Tag.NULL)) {
            return new Element(problems, path, line, null);
        }
        try {
            String written = scalar.getValue();
            String text = Interpolation.apply(written, variables);
            characters += text.length();
            if (characters > MOST_CHARACTERS_IN_ALL) {
                throw new TooBig("its values are longer than " + MOST_CHARACTERS_IN_ALL / 1024 / 1024
                        + " MiB together, with variables and aliases");
            }
            return Element.text(problems, path, line, text, written);
        } catch (Interpolation.Failure e) {
            problems.add(line, path + ": " + e.getMessage());
            return Element.broken(problems, path, line);
        }
    }

    /** A mapping's own entries, then those it merges: what is nearer wins. */
    private Map<String, NodeTuple> tuples(MappingNode mapping, String path, int depth) {
        if (depth > DEEPEST) {
            throw new TooBig("it merges deeper than " + DEEPEST + " levels");
        }
        Map<String, NodeTuple> own = new LinkedHashMap<>();
        Map<String, NodeTuple> merged = new LinkedHashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(line, "a key must be a single value");
                continue;
            }
            if (key.getValue().length() > LONGEST_KEY) {
                problems.add(line, "a key is longer than " + LONGEST_KEY + " characters");
                continue;
            }
            if (key.getValue().equals("<<") && key.isPlain()) {
                merge(tuple.getValueNode(), path, depth, merged);
                continue;
            }
            Integer first = seen.putIfAbsent(key.getValue(), line);
            if (first == null) {
                own.put(key.getValue(), tuple);
            } else {
                problems.add(
                        line,
                        (path.isEmpty() ? "" : path + ".") + key.getValue() + " is given twice, first in line "
                                + first);
            }
        }
        merged.forEach(own::putIfAbsent);
        return own;
    }

    private void merge(Node source, String path, int depth, Map<String, NodeTuple> into) {
        if (source instanceof MappingNode mapping) {
            elements += mapping.getValue().size();
            tuples(mapping, path, depth + 1).forEach(into::putIfAbsent);
        } else if (source instanceof SequenceNode sequence
                && sequence.getValue().stream().allMatch(MappingNode.class::isInstance)) {
            sequence.getValue().forEach(item -> merge(item, path, depth, into));
        } else {
            problems.add(line(source), path + ".<< must be a mapping or a list of mappings");
        }
        if (elements > MOST_ELEMENTS) {
            throw new TooBig("it merges more than " + MOST_ELEMENTS + " elements");
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static String oneLine(String text) {
        return text == null ? "no reason given" : text.replaceAll("\\s+", " ").trim();
    }
}
