package io.jenkins.plugins.dataclone.openstack;

import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** YAML as a graph of nodes: nothing of it is ever made into an object, and files made to exhaust memory are refused. */
final class PlainYaml {
    /** What is wrong with a text, for users; the line counts from 1 and is 0 if it is not about one. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;

        Unreadable(int line, String message) {
            super(message);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    private static final int MOST_CHARACTERS = 1024 * 1024;
    private static final int MOST_ALIASES = 200;

    private PlainYaml() {}

    /** The root of the one document; empty if there is none. */
    static Optional<Node> root(String text) throws Unreadable {
        try {
            Iterator<Node> documents = new Compose(LoadSettings.builder()
                            .setCodePointLimit(MOST_CHARACTERS)
                            .setMaxAliasesForCollections(MOST_ALIASES)
                            .setUseMarks(true)
                            .build())
                    .composeAllFromString(text)
                    .iterator();
            if (!documents.hasNext()) {
                return Optional.empty();
            }
            Node root = documents.next();
            if (documents.hasNext()) {
                throw new Unreadable(line(documents.next()), "it holds several documents; one is supported");
            }
            return Optional.of(root);
        } catch (MarkedYamlEngineException e) {
            int line =
                    e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(-1) + 1;
            throw new Unreadable(line, "it is not valid YAML: " + oneLine(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new Unreadable(0, "it is not readable as YAML: " + oneLine(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new Unreadable(0, "it is not readable as YAML: it nests too deeply");
        }
    }

    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }

    private static String oneLine(String text) {
        return text == null ? "no reason given" : text.replaceAll("\\s+", " ").trim();
    }
}
