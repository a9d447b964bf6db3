package io.jenkins.plugins.dataclone.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class DeclarationsTest {
    private static final ApiSignatures API = ApiSignatures.of(
            "hudson.Thing [public abstract class] implements hudson.Part sig=<T:Ljava/lang/Object;>Ljava/lang/Object;Lhudson/Part;",
            "hudson.Thing#LIMIT I [public static final] const=3",
            "hudson.Thing#run (Ljava/util/List;)V [public] sig=(Ljava/util/List<TT;>;)V throws=java.io.IOException",
            "hudson.Part [public interface]");

    @Test
    void everyDeclaredMemberExistsInJenkins() throws IOException {
        DeclarationCheck check = new DeclarationCheck(ApiSignatures.load());
        Map<String, byte[]> declarations = ClassFiles.inFolder(ClassFiles.OF_DECLARATIONS);
        declarations.values().forEach(check::check);

        assertThat(declarations).hasSizeGreaterThan(50);
        assertThat(check.violations()).as(ApiSignatures.HOW_TO_REFRESH).isEmpty();
        if (System.getProperty(ApiSignatures.WHOLE_LIST_PROPERTY) != null) {
            ApiSignatures.load().writePart(ApiSignatures.resourceFile(), check.declared());
        }
    }

    @Test
    void acceptsWhatJenkinsHas() {
        assertThat(violations(type -> {
                    field(type, Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, 3);
                    run(type, Opcodes.ACC_PUBLIC, "(Ljava/util/List<TT;>;)V", "java/io/IOException");
                }))
                .isEmpty();
    }

    @Test
    void findsAnInventedMember() {
        assertThat(violations(type -> type.visitMethod(Opcodes.ACC_PUBLIC, "invented", "()V", null, null)))
                .containsExactly("hudson.Thing#invented ()V: no such member in Jenkins");
    }

    @Test
    void findsAnotherReturnType() {
        assertThat(violations(type -> type.visitMethod(Opcodes.ACC_PUBLIC, "run", "(Ljava/util/List;)Z", null, null)))
                .singleElement()
                .asString()
                .contains("run (Ljava/util/List;)Z: no such member");
    }

    @Test
    void findsOtherModifiers() {
        assertThat(violations(
                        type -> run(type, Opcodes.ACC_PROTECTED, "(Ljava/util/List<TT;>;)V", "java/io/IOException")))
                .singleElement()
                .asString()
                .contains("Jenkins has [public], declared is [protected]");
    }

    @Test
    void findsAnotherGenericSignature() {
        assertThat(violations(type -> run(type, Opcodes.ACC_PUBLIC, null, "java/io/IOException")))
                .singleElement()
                .asString()
                .contains("generic signature");
    }

    @Test
    void findsAMissingCheckedException() {
        assertThat(violations(type -> run(type, Opcodes.ACC_PUBLIC, "(Ljava/util/List<TT;>;)V")))
                .singleElement()
                .asString()
                .endsWith("throws java.io.IOException too");
    }

    @Test
    void findsAnotherConstant() {
        assertThat(violations(type -> field(type, Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, 4)))
                .containsExactly("hudson.Thing#LIMIT I: constant: Jenkins has 3, declared is 4");
    }

    @Test
    void findsAnotherSupertype() {
        DeclarationCheck check = new DeclarationCheck(API);
        check.check(declare("hudson/Part", Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT, null, "java/io/Closeable"));
        assertThat(check.violations()).containsExactly("hudson.Part: does not implement java.io.Closeable");
    }

    @Test
    void findsAnInventedType() {
        DeclarationCheck check = new DeclarationCheck(API);
        check.check(declare("hudson/Invented", Opcodes.ACC_SUPER, null));
        assertThat(check.violations()).containsExactly("hudson.Invented: no such type in Jenkins");
    }

    private static List<String> violations(Consumer<ClassWriter> members) {
        ClassWriter type = new ClassWriter(0);
        type.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT,
                "hudson/Thing",
                "<T:Ljava/lang/Object;>Ljava/lang/Object;Lhudson/Part;",
                "java/lang/Object",
                new String[] {"hudson/Part"});
        members.accept(type);
        type.visitEnd();
        DeclarationCheck check = new DeclarationCheck(API);
        check.check(type.toByteArray());
        return check.violations();
    }

    private static void field(ClassWriter type, int access, int constant) {
        type.visitField(access, "LIMIT", "I", null, constant).visitEnd();
    }

    private static void run(ClassWriter type, int access, String signature, String... exceptions) {
        type.visitMethod(access | Opcodes.ACC_NATIVE, "run", "(Ljava/util/List;)V", signature, exceptions)
                .visitEnd();
    }

    private static byte[] declare(String name, int access, String signature, String... interfaces) {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | access, name, signature, "java/lang/Object", interfaces);
        type.visitEnd();
        return type.toByteArray();
    }
}
