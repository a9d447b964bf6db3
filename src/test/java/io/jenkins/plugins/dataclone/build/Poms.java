package io.jenkins.plugins.dataclone.build;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Compares the build that needs Maven Central alone with the standard build of a Jenkins plugin. */
final class Poms {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    private final Element central;
    private final Element jenkins;

    Poms(String central, String jenkins) {
        this.central = parse(central);
        this.jenkins = parse(jenkins);
    }

    /** What differs and should not. */
    List<String> differences(Set<String> bundledArtifacts) {
        List<String> differences = new ArrayList<>();
        for (String name : List.of("groupId", "artifactId", "version", "name", "description", "url")) {
            compare(name, text(central, name), text(jenkins, name), differences);
        }
        compare("licence", text(central, "licenses/license/name"), text(jenkins, "licenses/license/name"), differences);
        compare(
                "Jenkins version",
                property(central, "jenkins.version"),
                property(jenkins, "jenkins.version"),
                differences);
        compare("required plugins", pluginsInManifest(), requiredPlugins(), differences);
        compare("bundled libraries", libraries(central), libraries(jenkins), differences);
        compare(
                "hpi.bundledArtifacts",
                new TreeSet<>(bundledArtifacts),
                new TreeSet<>(
                        Arrays.asList(property(jenkins, "hpi.bundledArtifacts").split(","))),
                differences);
        return differences;
    }

    private static void compare(String what, Object inCentral, Object inJenkins, List<String> differences) {
        if (!Objects.equals(inCentral, inJenkins)) {
            differences.add(what + ": pom.xml has " + inCentral + ", jenkins.pom.xml has " + inJenkins);
        }
    }

    private Set<String> pluginsInManifest() {
        return new TreeSet<>(
                Arrays.asList(property(central, "plugin.dependencies").split(",")));
    }

    private Set<String> requiredPlugins() {
        return dependencies(jenkins).stream()
                .filter(Poms::isPlugin)
                .map(plugin -> text(plugin, "artifactId") + ":" + resolve(jenkins, text(plugin, "version")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Libraries that end up in the plugin: coordinates, and what is left out of what they bring. */
    private static Map<String, Set<String>> libraries(Element pom) {
        Map<String, Set<String>> libraries = new TreeMap<>();
        for (Element dependency : dependencies(pom)) {
            if (!isPlugin(dependency)) {
                libraries.put(
                        text(dependency, "groupId") + ":" + text(dependency, "artifactId") + ":"
                                + resolve(pom, text(dependency, "version")),
                        children(dependency, "exclusions/exclusion").stream()
                                .map(exclusion -> text(exclusion, "groupId") + ":" + text(exclusion, "artifactId"))
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
        return libraries;
    }

    private static boolean isPlugin(Element dependency) {
        return text(dependency, "groupId").startsWith("org.jenkins-ci.plugins")
                || text(dependency, "groupId").startsWith("org.jenkinsci.plugins");
    }

    /** Dependencies of compile scope. */
    private static List<Element> dependencies(Element pom) {
        return children(pom, "dependencies/dependency").stream()
                .filter(dependency -> text(dependency, "scope").isEmpty())
                .toList();
    }

    private static String property(Element pom, String name) {
        return text(pom, "properties/" + name);
    }

    private static String resolve(Element pom, String value) {
        Matcher matcher = PROPERTY.matcher(value);
        return matcher.matches() ? property(pom, matcher.group(1)) : value;
    }

    private static String text(Element parent, String path) {
        List<Element> found = children(parent, path);
        return found.isEmpty() ? "" : found.get(0).getTextContent().trim();
    }

    private static List<Element> children(Element parent, String path) {
        List<Element> current = List.of(parent);
        for (String name : path.split("/")) {
            List<Element> next = new ArrayList<>();
            for (Element element : current) {
                NodeList nodes = element.getChildNodes();
                for (int i = 0; i < nodes.getLength(); i++) {
                    Node node = nodes.item(i);
                    if (node instanceof Element child && child.getTagName().equals(name)) {
                        next.add(child);
                    }
                }
            }
            current = next;
        }
        return current;
    }

    private static Element parse(String xml) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new IllegalArgumentException("not a POM", e);
        }
    }
}
