package io.jenkins.plugins.dataclone.openstack;

import io.jenkins.plugins.dataclone.model.StackRequest;
import io.jenkins.plugins.dataclone.port.CloudException;
import io.jenkins.plugins.dataclone.port.CloudException.Kind;
import io.jenkins.plugins.dataclone.port.Stacks.Template;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Collects a Heat template with the files it names, by paths relative to the file that names them: {@code get_file},
 * nested templates ({@code type: part.yaml}) and the resource registries of environment files. The texts go to Heat as they
 * are, and Heat looks the files up by the very words of the template; so one word can mean one file only. Source: Heat
 * Orchestration Template (HOT) specification, "get_file"; Template composition.
 */
final class HotReader {
    /** Heat's own limit for a request is 1 MiB. */
    private static final int MOST_CHARACTERS = 1000 * 1024;

    private static final int MOST_FILES = 100;
    private static final int DEEPEST = 60;
    /** What YAML itself knows; {@code !!python/...} and its like are in the same name space. */
    private static final Set<String> PLAIN_TYPES =
            Set.of("str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge");

    private static final String TYPE_PREFIX = "tag:yaml.org,2002:";

    private final String fileName;
    private final StackRequest.Files source;
    private final Map<String, String> files = new LinkedHashMap<>();
    /** Where the file of that key was read. */
    private final Map<String, String> paths = new HashMap<>();
    /** Keys of templates that have not been looked through yet. */
    private final Deque<String> nested = new ArrayDeque<>();

    private int characters;

    HotReader(String fileName, StackRequest.Files source) {
        this.fileName = fileName;
        this.source = source;
    }

    Template read(List<String> environments) throws CloudException, InterruptedException {
        String text = content(fileName, fileName, 0, "the template");
        Node root = mapping(fileName, text).orElseThrow(() -> refused(fileName, 0, "it is empty"));
        if (value(root, "heat_template_version").isEmpty()) {
            throw refused(
                    fileName,
                    0,
                    "it has no heat_template_version, so it is no Heat template of the kind that is known");
        }
        lookThrough(fileName, "", root);
        for (String environment : environments) {
            readEnvironment(environment);
        }
        while (!nested.isEmpty()) {
            String key = nested.removeFirst();
            String path = paths.get(key);
            Optional<Node> template = mapping(path, files.get(key));
            if (template.isPresent()) {
                lookThrough(path, directory(path), template.get());
            }
        }
        return new Template(fileName, text, files, environments);
    }

    private void readEnvironment(String environment) throws CloudException, InterruptedException {
        add(fileName, 0, "environment", environment, "");
        Optional<Node> root = mapping(environment, files.get(environment));
        if (root.isPresent()) {
            check(environment, root.get(), 0, identitySet());
            Optional<Node> registry = value(root.get(), "resource_registry");
            if (registry.isPresent()) {
                register(environment, registry.get());
            }
        }
    }

    /** Values are templates, names of other types, or the same once more for single resources. */
    private void register(String environment, Node node) throws CloudException, InterruptedException {
        if (!(node instanceof MappingNode mapping)) {
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getValueNode() instanceof ScalarNode scalar) {
                if (isTemplate(scalar.getValue()) || scalar.getValue().contains("://")) {
                    addTemplate(environment, scalar, "resource_registry", directory(environment));
                }
            } else {
                register(environment, entry.getValueNode());
            }
        }
    }

    private void lookThrough(String file, String directory, Node root) throws CloudException, InterruptedException {
        check(file, root, 0, identitySet());
        collect(file, directory, root, identitySet());
    }

    private void collect(String file, String directory, Node node, Set<Node> seen)
            throws CloudException, InterruptedException {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                collect(file, directory, item, seen);
            }
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                if (key.equals("get_file") && entry.getValueNode() instanceof ScalarNode path) {
                    addFile(file, path, directory);
                } else if (key.equals("type")
                        && entry.getValueNode() instanceof ScalarNode type
                        && isTemplate(type.getValue())) {
                    addTemplate(file, type, "type", directory);
                } else {
                    collect(file, directory, entry.getValueNode(), seen);
                }
            }
        }
    }

    /** What is only copied may be a template all the same: that of an {@code OS::Heat::Stack}. */
    private void addFile(String file, ScalarNode path, String directory) throws CloudException, InterruptedException {
        boolean isNew = add(file, PlainYaml.line(path), "get_file", path.getValue(), directory);
        if (isNew && isTemplate(path.getValue()) && files.get(path.getValue()).contains("heat_template_version")) {
            nested.add(path.getValue());
        }
    }

    private void addTemplate(String file, ScalarNode path, String word, String directory)
            throws CloudException, InterruptedException {
        if (add(file, PlainYaml.line(path), word, path.getValue(), directory)) {
            nested.add(path.getValue());
        }
    }

    /** @return whether the file was not there yet */
    private boolean add(String file, int line, String word, String key, String directory)
            throws CloudException, InterruptedException {
        if (key.isBlank() || key.contains("://") || key.startsWith("/") || key.startsWith("file:")) {
            throw refused(
                    file,
                    line,
                    word + " names '" + key + "'; only files of the workspace can be sent along, by relative path");
        }
        String path = directory + key;
        String before = paths.putIfAbsent(key, path);
        if (before != null && !before.equals(path)) {
            throw refused(
                    file,
                    line,
                    word + " names '" + key + "', which is '" + path + "' here and '" + before
                            + "' elsewhere; Heat knows one file of a name only, so one of them has to be renamed");
        }
        if (before != null) {
            return false;
        }
        files.put(key, content(path, file, line, word));
        if (files.size() > MOST_FILES) {
            throw refused(file, line, "it names more than " + MOST_FILES + " files");
        }
        return true;
    }

    private String content(String path, String namedIn, int line, String word)
            throws CloudException, InterruptedException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(source.read(path)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(namedIn, line, word + ": '" + path + "' is not text in UTF-8, and Heat takes nothing else");
        } catch (IOException e) {
            throw refused(namedIn, line, word + ": " + e.getMessage());
        }
        characters += text.length();
        if (characters > MOST_CHARACTERS) {
            throw refused(
                    namedIn, line, "with the files it names it is larger than " + MOST_CHARACTERS / 1024 + " KiB");
        }
        return text;
    }

    private Optional<Node> mapping(String file, String text) throws CloudException {
        try {
            Optional<Node> root = PlainYaml.root(text);
            if (root.isPresent() && !(root.get() instanceof MappingNode)) {
                throw refused(file, PlainYaml.line(root.get()), "it is not a mapping");
            }
            return root;
        } catch (PlainYaml.Unreadable e) {
            throw refused(file, e.line(), e.getMessage());
        }
    }

    /** Plain values only, and not nested beyond reason. */
    private void check(String file, Node node, int depth, Set<Node> seen) throws CloudException {
        if (depth > DEEPEST) {
            throw refused(file, PlainYaml.line(node), "it nests deeper than " + DEEPEST + " levels");
        }
        String type = node.getTag().getValue();
        if (!type.startsWith(TYPE_PREFIX) || !PLAIN_TYPES.contains(type.substring(TYPE_PREFIX.length()))) {
            throw refused(
                    file, PlainYaml.line(node), "the YAML type " + type + " is not allowed; only plain values are");
        }
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                check(file, item, depth + 1, seen);
            }
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                check(file, entry.getKeyNode(), depth + 1, seen);
                check(file, entry.getValueNode(), depth + 1, seen);
            }
        }
    }

    private static Optional<Node> value(Node mapping, String key) {
        return ((MappingNode) mapping)
                .getValue().stream()
                        .filter(entry -> entry.getKeyNode() instanceof ScalarNode scalar
                                && scalar.getValue().equals(key))
                        .map(NodeTuple::getValueNode)
                        .findFirst();
    }

    /** How Heat itself tells a nested template from the name of a type. */
    private static boolean isTemplate(String name) {
        return name.endsWith(".yaml") || name.endsWith(".template");
    }

    private static String directory(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static Set<Node> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static CloudException refused(String file, int line, String problem) {
        return CloudException.of(
                Kind.REFUSED, "'" + file + "'" + (line == 0 ? "" : ", line " + line) + ": " + problem + ".");
    }
}
