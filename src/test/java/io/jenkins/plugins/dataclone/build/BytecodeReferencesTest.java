package io.jenkins.plugins.dataclone.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

class BytecodeReferencesTest {
    private static final ApiSignatures API = ApiSignatures.of(
            "hudson.Base [public abstract class] extends hudson.Root implements java.io.Closeable",
            "hudson.Base#<init> ()V [public]",
            "hudson.Base#run ()V [public abstract]",
            "hudson.Base#fixed ()V [public final]",
            "hudson.Root [public class]",
            "hudson.Root#inherited ()V [public]",
            "hudson.Root#close ()V [public]");

    @Test
    void thePluginRefersOnlyToWhatJenkinsHas() throws IOException {
        Map<String, byte[]> classes = ClassFiles.inFolder(ClassFiles.OF_PLUGIN);

        assertThat(classes).isNotEmpty();
        assertThat(new ReferenceCheck(ApiSignatures.load()).violations(classes))
                .as(ApiSignatures.HOW_TO_REFRESH)
                .isEmpty();
    }

    @Test
    void followsMembersIntoSupertypes() {
        assertThat(violations(type -> {
                    implementRun(type);
                    call(type, "hudson/Base", "inherited", "()V");
                    call(type, "io/jenkins/plugins/dataclone/Sample", "inherited", "()V");
                    call(type, "hudson/Base", "close", "()V");
                    call(type, "hudson/Base", "hashCode", "()I");
                }))
                .isEmpty();
    }

    @Test
    void findsAMethodThatJenkinsLacks() {
        assertThat(violations(type -> {
                    implementRun(type);
                    call(type, "hudson/Base", "invented", "()V");
                }))
                .containsExactly(
                        "io.jenkins.plugins.dataclone.Sample refers to hudson.Base#invented ()V, which Jenkins does not have");
    }

    @Test
    void findsAMissingMethodCalledOnAnOwnSubclass() {
        assertThat(violations(type -> {
                    implementRun(type);
                    call(type, "io/jenkins/plugins/dataclone/Sample", "invented", "()V");
                }))
                .singleElement()
                .asString()
                .contains("Sample#invented ()V");
    }

    @Test
    void findsATypeThatJenkinsLacks() {
        assertThat(violations(type -> {
                    implementRun(type);
                    MethodVisitor method = type.visitMethod(Opcodes.ACC_PUBLIC, "use", "()V", null, null);
                    method.visitCode();
                    method.visitLdcInsn(Type.getObjectType("jenkins/Invented"));
                    method.visitEnd();
                }))
                .singleElement()
                .asString()
                .contains("refers to jenkins.Invented");
    }

    @Test
    void findsAnAnnotationThatJenkinsLacks() {
        assertThat(violations(type -> {
                    implementRun(type);
                    type.visitAnnotation("Lhudson/Invented;", true).visitEnd();
                }))
                .singleElement()
                .asString()
                .contains("refers to hudson.Invented");
    }

    @Test
    void findsAnAbstractMethodLeftOpen() {
        assertThat(violations(type -> {}))
                .containsExactly("io.jenkins.plugins.dataclone.Sample leaves hudson.Base#run ()V unimplemented");
    }

    @Test
    void findsAFinalMethodOverridden() {
        assertThat(violations(type -> {
                    implementRun(type);
                    type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_NATIVE, "fixed", "()V", null, null);
                }))
                .containsExactly("io.jenkins.plugins.dataclone.Sample overrides hudson.Base#fixed ()V, which is final");
    }

    private static void implementRun(ClassWriter type) {
        type.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_NATIVE, "run", "()V", null, null)
                .visitEnd();
    }

    private static void call(ClassWriter type, String owner, String name, String descriptor) {
        MethodVisitor method =
                type.visitMethod(Opcodes.ACC_PUBLIC, "call" + owner.hashCode() + name, "()V", null, null);
        method.visitCode();
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
        method.visitEnd();
    }

    private static Set<String> violations(Consumer<ClassWriter> members) {
        ClassWriter type = new ClassWriter(0);
        type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "io/jenkins/plugins/dataclone/Sample", null, "hudson/Base", null);
        members.accept(type);
        type.visitEnd();
        return new ReferenceCheck(API).violations(Map.of("io.jenkins.plugins.dataclone.Sample", type.toByteArray()));
    }
}
