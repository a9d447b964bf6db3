package io.jenkins.plugins.dataclone.build;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Looks into a packaged plugin for what Jenkins would stumble over. */
final class HpiCheck {
    private static final String LIB = "WEB-INF/lib/";
    private static final String SYMBOL_INDEX = "META-INF/services/annotations/org.jenkinsci.Symbol";
    private static final String EXTENSION_INDEX = "META-INF/annotations/hudson.Extension";

    private static final List<String> OF_JENKINS = List.of("hudson.", "jenkins.", "org.jenkinsci.", "com.cloudbees.");

    /** What Jenkins core and the plugins we require bring along; a second copy breaks casts between the two. */
    private static final List<String> OF_CORE = List.of(
            "org.kohsuke.",
            "org.jvnet.localizer.",
            "net.java.sezpoz.",
            "com.google.common.",
            "org.slf4j.",
            "org.apache.commons.io.",
            "org.apache.commons.codec.",
            "org.apache.commons.compress.",
            "org.apache.commons.lang.",
            "org.bouncycastle.",
            "com.sun.jna.",
            "com.thoughtworks.xstream.",
            "groovy.",
            "org.codehaus.groovy.",
            "org.springframework.",
            "jakarta.servlet.",
            "javax.servlet.",
            "net.sf.json.",
            "edu.umd.cs.findbugs.");

    private final String artifact;
    private final Set<String> bundledJars;
    private final List<String> violations = new ArrayList<>();

    HpiCheck(String artifact, Set<String> bundledJars) {
        this.artifact = artifact;
        this.bundledJars = bundledJars;
    }

    List<String> violations(Map<String, byte[]> hpi, Map<String, String> expectedManifest) throws IOException {
        manifest(hpi, expectedManifest);
        Set<String> expected = new TreeSet<>(Set.of("META-INF/MANIFEST.MF", LIB + artifact + ".jar"));
        bundledJars.forEach(jar -> expected.add(LIB + jar));
        difference(expected, hpi.keySet(), "the .hpi");

        Map<String, String> jarOfClass = new HashMap<>();
        for (String path : hpi.keySet()) {
            if (path.endsWith(".jar")) {
                libraryClasses(path, ClassFiles.inJar(new ByteArrayInputStream(hpi.get(path))), jarOfClass);
            }
        }
        byte[] own = hpi.get(LIB + artifact + ".jar");
        if (own != null) {
            ownJar(ClassFiles.entries(new ByteArrayInputStream(own)));
        }
        return violations;
    }

    private void manifest(Map<String, byte[]> hpi, Map<String, String> expected) throws IOException {
        byte[] bytes = hpi.getOrDefault("META-INF/MANIFEST.MF", new byte[0]);
        Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
        new TreeMap<>(expected).forEach((name, value) -> {
            String actual = manifest.getMainAttributes().getValue(name);
            if (!value.equals(actual)) {
                violations.add("manifest: " + name + " is " + actual + ", expected " + value);
            }
        });
    }

    private void libraryClasses(String jar, Map<String, byte[]> classes, Map<String, String> jarOfClass) {
        for (String name : classes.keySet()) {
            if (OF_JENKINS.stream().anyMatch(name::startsWith)) {
                violations.add(jar + " has a class of Jenkins: " + name);
            }
            if (OF_CORE.stream().anyMatch(name::startsWith)) {
                violations.add(jar + " has a class that Jenkins ships: " + name);
            }
            String other = jarOfClass.putIfAbsent(name, jar);
            if (other != null && !name.equals("module-info")) {
                violations.add(name + " is both in " + other + " and in " + jar);
            }
        }
    }

    private void ownJar(Map<String, byte[]> entries) {
        if (!entries.containsKey("index.jelly")) {
            violations.add("index.jelly is missing: Jenkins shows no description of the plugin");
        }
        Set<String> symbols = new TreeSet<>();
        Set<String> extensions = new TreeSet<>();
        entries.forEach((path, bytes) -> {
            if (path.endsWith(".class")) {
                Annotations found = Annotations.of(bytes);
                if (found.has("org.jenkinsci.Symbol")) {
                    symbols.add(found.type);
                }
                if (found.has("hudson.Extension")) {
                    extensions.add(found.type);
                }
                String stapler = found.type.replace('.', '/').replace('$', '/') + ".stapler";
                if (found.has("org.kohsuke.stapler.DataBoundConstructor") && !entries.containsKey(stapler)) {
                    violations.add(stapler + " is missing: Stapler cannot bind the constructor's parameters");
                }
            }
        });
        difference(symbols, lines(entries, SYMBOL_INDEX), "the index of @Symbol");
        difference(extensions, lines(entries, EXTENSION_INDEX + ".txt"), "the index of @Extension");
        if (!extensions.isEmpty() && !entries.containsKey(EXTENSION_INDEX)) {
            violations.add(EXTENSION_INDEX + " is missing: Jenkins finds no extension");
        }
    }

    private static Set<String> lines(Map<String, byte[]> entries, String path) {
        Set<String> lines = new TreeSet<>();
        new String(entries.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(lines::add);
        return lines;
    }

    private void difference(Set<String> expected, Set<String> actual, String where) {
        for (String name : new TreeSet<>(expected)) {
            if (!actual.contains(name)) {
                violations.add(where + " lacks " + name);
            }
        }
        for (String name : new TreeSet<>(actual)) {
            if (!expected.contains(name)) {
                violations.add(where + " has " + name + ", which does not belong there");
            }
        }
    }

    /** The annotations on a class and on its members. */
    private static final class Annotations extends ClassVisitor {
        private final Set<String> found = new TreeSet<>();
        private String type;

        private Annotations() {
            super(Opcodes.ASM9);
        }

        static Annotations of(byte[] classFile) {
            Annotations annotations = new Annotations();
            new ClassReader(classFile).accept(annotations, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
            return annotations;
        }

        boolean has(String annotation) {
            return found.contains(annotation);
        }

        private AnnotationVisitor add(String descriptor) {
            found.add(Type.getType(descriptor).getClassName());
            return null;
        }

        @Override
        public void visit(int version, int access, String name, String generic, String parent, String[] interfaces) {
            type = name.replace('/', '.');
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return add(descriptor);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String generic, Object value) {
            return new FieldVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    return add(annotation);
                }
            };
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String generic, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    return add(annotation);
                }
            };
        }
    }
}
