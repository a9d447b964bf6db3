package io.jenkins.plugins.dataclone.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** The check of the packaged plugin finds what it is there for; each test spoils one thing of a good plugin. */
class HpiCheckTest {
    private static final Map<String, String> MANIFEST = Map.of("Short-Name", "sample");

    private final Map<String, byte[]> own = new TreeMap<>();
    private final Map<String, byte[]> library = new TreeMap<>();
    private final Map<String, byte[]> hpi = new TreeMap<>();

    @BeforeEach
    void makeAGoodPlugin() {
        own.put("index.jelly", text("<div/>"));
        own.put("sample/Step.class", annotated("sample/Step", "hudson/Extension", "org/jenkinsci/Symbol"));
        own.put("META-INF/annotations/hudson.Extension", text("binary"));
        own.put("META-INF/annotations/hudson.Extension.txt", text("# comment\nsample.Step\n"));
        own.put("META-INF/services/annotations/org.jenkinsci.Symbol", text("sample.Step\n"));
        own.put("sample/Bound$Inner.class", bound("sample/Bound$Inner"));
        own.put("sample/Bound/Inner.stapler", text("constructor=name"));
        library.put("library/Thing.class", annotated("library/Thing"));
        hpi.put("META-INF/MANIFEST.MF", text("Manifest-Version: 1.0\nShort-Name: sample\n"));
    }

    @Test
    void acceptsAGoodPlugin() throws IOException {
        assertThat(violations()).isEmpty();
    }

    @Test
    void findsAWrongManifest() throws IOException {
        hpi.put("META-INF/MANIFEST.MF", text("Manifest-Version: 1.0\nShort-Name: other\n"));
        assertThat(violations()).containsExactly("manifest: Short-Name is other, expected sample");
    }

    @Test
    void findsAJarTooMany() throws IOException {
        hpi.put("WEB-INF/lib/extra-1.jar", zip(Map.of()));
        assertThat(violations()).singleElement().asString().contains("extra-1.jar, which does not belong");
    }

    @Test
    void findsLooseClasses() throws IOException {
        hpi.put("WEB-INF/classes/A.class", annotated("A"));
        assertThat(violations()).singleElement().asString().contains("WEB-INF/classes/A.class");
    }

    @Test
    void findsAMissingDescription() throws IOException {
        own.remove("index.jelly");
        assertThat(violations()).singleElement().asString().contains("index.jelly is missing");
    }

    @Test
    void findsASymbolThatIsNotInTheIndex() throws IOException {
        own.put("META-INF/services/annotations/org.jenkinsci.Symbol", text(""));
        assertThat(violations()).containsExactly("the index of @Symbol lacks sample.Step");
    }

    @Test
    void findsAnIndexLineWithoutItsClass() throws IOException {
        own.put("META-INF/services/annotations/org.jenkinsci.Symbol", text("sample.Gone\nsample.Step\n"));
        assertThat(violations()).singleElement().asString().contains("has sample.Gone");
    }

    @Test
    void findsAMissingExtensionIndex() throws IOException {
        own.remove("META-INF/annotations/hudson.Extension");
        own.remove("META-INF/annotations/hudson.Extension.txt");
        assertThat(violations()).hasSize(2).allMatch(problem -> problem.contains("xtension"));
    }

    @Test
    void findsAMissingStaplerFile() throws IOException {
        own.remove("sample/Bound/Inner.stapler");
        assertThat(violations()).singleElement().asString().contains("sample/Bound/Inner.stapler is missing");
    }

    @Test
    void findsAClassOfJenkinsInAnyJar() throws IOException {
        library.put("hudson/Util.class", annotated("hudson/Util"));
        assertThat(violations()).singleElement().asString().contains("a class of Jenkins: hudson.Util");
    }

    @Test
    void findsASecondCopyOfWhatJenkinsShips() throws IOException {
        library.put("org/slf4j/Logger.class", annotated("org/slf4j/Logger"));
        assertThat(violations()).singleElement().asString().contains("that Jenkins ships: org.slf4j.Logger");
    }

    @Test
    void findsAClassInTwoJars() throws IOException {
        library.put("sample/Step.class", annotated("sample/Step"));
        assertThat(violations()).singleElement().asString().contains("sample.Step is both in");
    }

    private List<String> violations() throws IOException {
        hpi.put("WEB-INF/lib/sample.jar", zip(own));
        hpi.put("WEB-INF/lib/library-1.jar", zip(library));
        return new HpiCheck("sample", Set.of("library-1.jar")).violations(hpi, MANIFEST);
    }

    private static byte[] annotated(String name, String... annotations) {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        for (String annotation : annotations) {
            type.visitAnnotation("L" + annotation + ";", true).visitEnd();
        }
        type.visitEnd();
        return type.toByteArray();
    }

    private static byte[] bound(String name) {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_NATIVE, "<init>", "()V", null, null)
                .visitAnnotation("Lorg/kohsuke/stapler/DataBoundConstructor;", true)
                .visitEnd();
        type.visitEnd();
        return type.toByteArray();
    }

    private static byte[] text(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
