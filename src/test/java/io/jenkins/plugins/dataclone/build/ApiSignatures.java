package io.jenkins.plugins.dataclone.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The public and protected API of Jenkins as a list of lines: a header for each type, then its members.
 *
 * <pre>
 * hudson.AbortException [public class] extends java.io.IOException
 * hudson.AbortException#&lt;init&gt; (Ljava/lang/String;)V [public]
 * </pre>
 */
final class ApiSignatures {
    /** Names of a file with the whole list; given, the tests read it and refresh {@link #RESOURCE} from it. */
    static final String WHOLE_LIST_PROPERTY = "jenkins.api.signatures";

    /** What to do when a declaration is right, and only the kept part of the list does not know it yet. */
    static final String HOW_TO_REFRESH = "a new declaration needs its line in jenkins-api-signatures.txt:"
            + " mvn test -Dtest=DeclarationsTest -D" + WHOLE_LIST_PROPERTY + "=<whole list>.txt.gz";

    private static final String RESOURCE = "jenkins-api-signatures.txt";
    private static final Pattern LINE = Pattern.compile("(\\S+)(?: (\\S+))? \\[([a-z@ ]*)](.*)");

    private final Map<String, Type> types = new LinkedHashMap<>();

    /** A type: binary name with dots and dollar signs, as are the names of its supertypes. */
    record Type(
            String name,
            Set<String> modifiers,
            String superclass,
            List<String> interfaces,
            String signature,
            String line,
            Map<String, Member> members) {
        /** All direct supertypes that are named; none for a class below Object alone. */
        List<String> supertypes() {
            List<String> all = new ArrayList<>(interfaces);
            if (superclass != null) {
                all.add(superclass);
            }
            return all;
        }
    }

    /** A field (a descriptor without parentheses), a method or a constructor. */
    record Member(
            String name,
            String descriptor,
            Set<String> modifiers,
            String signature,
            Set<String> exceptions,
            String constant,
            String line) {
        String key() {
            return name + " " + descriptor;
        }

        boolean is(String modifier) {
            return modifiers.contains(modifier);
        }
    }

    /** The whole list where the build names one, else the part of it that is kept with the tests. */
    static ApiSignatures load() {
        String wholeList = System.getProperty(WHOLE_LIST_PROPERTY);
        try {
            if (wholeList != null) {
                try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(wholeList)))) {
                    return parse(in);
                }
            }
            try (InputStream in = ApiSignatures.class.getResourceAsStream(RESOURCE)) {
                return parse(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ApiSignatures of(String... lines) {
        ApiSignatures signatures = new ApiSignatures();
        for (String line : lines) {
            signatures.add(line);
        }
        return signatures;
    }

    private static ApiSignatures parse(InputStream in) {
        ApiSignatures signatures = new ApiSignatures();
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                .lines()
                .forEach(signatures::add);
        return signatures;
    }

    private void add(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a line of a signature list: " + line);
        }
        Set<String> modifiers = Set.of(matcher.group(3).trim().split(" +"));
        String rest = matcher.group(4);
        int hash = matcher.group(1).indexOf('#');
        if (hash < 0) {
            String name = matcher.group(1);
            types.put(
                    name,
                    new Type(
                            name,
                            modifiers,
                            word(rest, "extends "),
                            list(word(rest, "implements ")),
                            word(rest, "sig="),
                            line,
                            new LinkedHashMap<>()));
            return;
        }
        Member member = new Member(
                matcher.group(1).substring(hash + 1),
                matcher.group(2),
                modifiers,
                word(rest, "sig="),
                new LinkedHashSet<>(list(word(rest, "throws="))),
                constant(rest),
                line);
        types.get(matcher.group(1).substring(0, hash)).members().put(member.key(), member);
    }

    private static String word(String rest, String label) {
        Matcher matcher = Pattern.compile(" " + label + "(\\S+)").matcher(rest);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static String constant(String rest) {
        Matcher matcher = Pattern.compile(" const=(.*?)(?: @.*)?$").matcher(rest);
        return matcher.find() ? matcher.group(1) : null;
    }

    private static List<String> list(String words) {
        return words == null ? List.of() : List.of(words.split(","));
    }

    /** The type of that name, or null where Jenkins has none. */
    Type type(String name) {
        return types.get(name);
    }

    /** The type itself and all its supertypes, those outside Jenkins by name only. */
    Set<String> closure(String name) {
        Set<String> seen = new LinkedHashSet<>();
        collect(name, seen);
        return seen;
    }

    private void collect(String name, Set<String> seen) {
        if (seen.add(name) && types.containsKey(name)) {
            types.get(name).supertypes().forEach(supertype -> collect(supertype, seen));
        }
    }

    /**
     * Writes the part of the list that the declared members need: these members, the types above them, and what a
     * subclass has to know of them (abstract methods, who implements them, final methods).
     */
    void writePart(Path target, Map<String, Set<String>> declared) throws IOException {
        Set<String> needed = new LinkedHashSet<>();
        declared.keySet().forEach(name -> needed.addAll(closure(name)));
        Set<String> abstractMembers = new LinkedHashSet<>();
        for (String name : needed) {
            Type type = types.get(name);
            if (type != null && !type.modifiers().contains("@interface")) {
                type.members().values().stream()
                        .filter(member -> member.is("abstract"))
                        .forEach(member -> abstractMembers.add(member.key()));
            }
        }
        Map<String, List<String>> lines = new HashMap<>();
        for (String name : needed) {
            if (types.containsKey(name)) {
                lines.put(name, part(types.get(name), declared.getOrDefault(name, Set.of()), abstractMembers));
            }
        }
        List<String> all = new ArrayList<>();
        types.keySet().stream().filter(lines::containsKey).forEach(name -> all.addAll(lines.get(name)));
        Files.write(target, all);
    }

    private static List<String> part(Type type, Set<String> declared, Set<String> abstractMembers) {
        List<String> lines = new ArrayList<>(List.of(type.line()));
        for (Member member : type.members().values()) {
            boolean finalMethod = member.is("final")
                    && !member.is("static")
                    && member.descriptor().startsWith("(");
            if (declared.contains(member.key()) || abstractMembers.contains(member.key()) || finalMethod) {
                lines.add(member.line());
            }
        }
        return lines;
    }

    static Path resourceFile() {
        return Path.of(
                "src/test/resources", ApiSignatures.class.getPackageName().replace('.', '/'), RESOURCE);
    }
}
