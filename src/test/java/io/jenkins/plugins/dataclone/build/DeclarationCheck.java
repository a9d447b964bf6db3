package io.jenkins.plugins.dataclone.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Compares compiled declarations of Jenkins types with the real API and says what the real one does not have. */
final class DeclarationCheck {
    private static final Set<String> MADE_FOR_ENUMS = Set.of("values", "valueOf", "<init>", "$values");

    private final ApiSignatures jenkins;
    private final List<String> violations = new ArrayList<>();
    /** Members that are declared for others to use, by type. */
    private final Map<String, Set<String>> declared = new HashMap<>();

    DeclarationCheck(ApiSignatures jenkins) {
        this.jenkins = jenkins;
    }

    List<String> violations() {
        return violations;
    }

    Map<String, Set<String>> declared() {
        return declared;
    }

    void check(byte[] classFile) {
        new ClassReader(classFile).accept(new TypeCheck(), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    }

    static boolean isVisible(int access) {
        return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0;
    }

    private final class TypeCheck extends ClassVisitor {
        private String name;
        private int access;
        private String signature;
        private String superclass;
        private List<String> interfaces;
        private ApiSignatures.Type real;
        private final List<Runnable> members = new ArrayList<>();

        TypeCheck() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int flags, String type, String generic, String parent, String[] parents) {
            name = dots(type);
            access = flags;
            signature = generic;
            superclass = parent == null ? "java.lang.Object" : dots(parent);
            interfaces = Arrays.stream(parents).map(DeclarationCheck::dots).toList();
        }

        @Override
        public void visitInnerClass(String type, String outer, String simple, int flags) {
            if (dots(type).equals(name)) {
                // the class's own flags know neither protected nor static
                access = flags;
                if (outer == null) {
                    access &= ~(Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED);
                }
            }
        }

        @Override
        public FieldVisitor visitField(int flags, String field, String descriptor, String generic, Object value) {
            if (isVisible(flags)) {
                String constant = value == null ? null : value.toString();
                members.add(() -> member(flags, field, descriptor, generic, Set.of(), constant));
            }
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int flags, String method, String descriptor, String generic, String[] exceptions) {
            boolean ofEnum = (access & Opcodes.ACC_ENUM) != 0 && MADE_FOR_ENUMS.contains(method);
            if (isVisible(flags) && !ofEnum) {
                Set<String> thrown = new LinkedHashSet<>();
                for (String exception : exceptions == null ? new String[0] : exceptions) {
                    thrown.add(dots(exception));
                }
                members.add(() -> member(flags, method, descriptor, generic, thrown, null));
            }
            return null;
        }

        @Override
        public void visitEnd() {
            if (!isVisible(access)) {
                return;
            }
            real = jenkins.type(name);
            if (real == null) {
                violations.add(name + ": no such type in Jenkins");
                return;
            }
            declared.computeIfAbsent(name, type -> new TreeSet<>());
            type();
            members.forEach(Runnable::run);
        }

        private void type() {
            Set<String> expected = new TreeSet<>(real.modifiers());
            Set<String> actual = typeModifiers(access);
            if (actual.contains("enum") || actual.contains("interface") || actual.contains("@interface")) {
                List.of(expected, actual).forEach(set -> set.removeAll(Set.of("abstract", "final", "static")));
            }
            report(expected, actual, name + ": modifiers");
            report(formalParameters(real.signature()), formalParameters(signature), name + ": type parameters");
            Set<String> ancestors = jenkins.closure(name);
            if (!superclass.equals("java.lang.Object") && !ancestors.contains(superclass)) {
                violations.add(name + ": does not extend " + superclass);
            }
            interfaces.stream()
                    .filter(type -> !ancestors.contains(type))
                    .forEach(type -> violations.add(name + ": does not implement " + type));
        }

        private void member(
                int flags, String member, String descriptor, String generic, Set<String> thrown, String constant) {
            String what = name + "#" + member + " " + descriptor;
            ApiSignatures.Member found = real.members().get(member + " " + descriptor);
            if (found == null) {
                violations.add(what + ": no such member in Jenkins");
                return;
            }
            declared.get(name).add(found.key());
            report(
                    retain(found.modifiers()),
                    retain(memberModifiers(flags, descriptor.startsWith("("), isInterface())),
                    what + ": modifiers");
            report(found.signature(), generic, what + ": generic signature");
            report(found.constant(), constant, what + ": constant");
            for (String exception : thrown) {
                if (!found.exceptions().contains(exception)) {
                    violations.add(what + ": does not throw " + exception);
                }
            }
            for (String exception : found.exceptions()) {
                if (!thrown.contains(exception) && isChecked(exception)) {
                    violations.add(what + ": throws " + exception + " too");
                }
            }
        }

        private boolean isInterface() {
            return (access & Opcodes.ACC_INTERFACE) != 0;
        }
    }

    private void report(Object expected, Object actual, String what) {
        if (!Objects.equals(expected, actual)) {
            violations.add(what + ": Jenkins has " + expected + ", declared is " + actual);
        }
    }

    /** Unchecked exceptions may be left out: they change nothing for the compiler. */
    private boolean isChecked(String exception) {
        if (jenkins.closure(exception).contains("java.lang.RuntimeException")) {
            return false;
        }
        try {
            Class<?> type = Class.forName(exception, false, getClass().getClassLoader());
            return !RuntimeException.class.isAssignableFrom(type) && !Error.class.isAssignableFrom(type);
        } catch (ClassNotFoundException e) {
            return true;
        }
    }

    private static Set<String> typeModifiers(int access) {
        Set<String> modifiers = new TreeSet<>();
        addIf(modifiers, access, Opcodes.ACC_PUBLIC, "public");
        addIf(modifiers, access, Opcodes.ACC_PROTECTED, "protected");
        addIf(modifiers, access, Opcodes.ACC_STATIC, "static");
        addIf(modifiers, access, Opcodes.ACC_FINAL, "final");
        addIf(modifiers, access, Opcodes.ACC_ABSTRACT, "abstract");
        if ((access & Opcodes.ACC_ANNOTATION) != 0) {
            modifiers.add("@interface");
        } else if ((access & Opcodes.ACC_INTERFACE) != 0) {
            modifiers.add("interface");
        } else {
            modifiers.add((access & Opcodes.ACC_ENUM) != 0 ? "enum" : "class");
        }
        return modifiers;
    }

    private static Set<String> memberModifiers(int access, boolean method, boolean ofInterface) {
        Set<String> modifiers = new TreeSet<>();
        addIf(modifiers, access, Opcodes.ACC_PUBLIC, "public");
        addIf(modifiers, access, Opcodes.ACC_PROTECTED, "protected");
        addIf(modifiers, access, Opcodes.ACC_STATIC, "static");
        addIf(modifiers, access, Opcodes.ACC_FINAL, "final");
        addIf(modifiers, access, Opcodes.ACC_ABSTRACT, "abstract");
        if (method) {
            addIf(modifiers, access, Opcodes.ACC_VARARGS, "varargs");
            if (ofInterface && (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_STATIC)) == 0) {
                modifiers.add("default");
            }
        }
        return modifiers;
    }

    /** What the caller's byte code and source depend on; synchronized, volatile and such are the callee's business. */
    private static Set<String> retain(Set<String> modifiers) {
        Set<String> kept = new TreeSet<>(modifiers);
        kept.retainAll(Set.of("public", "protected", "static", "final", "abstract", "varargs", "default"));
        return kept;
    }

    private static void addIf(Set<String> modifiers, int access, int flag, String name) {
        if ((access & flag) != 0) {
            modifiers.add(name);
        }
    }

    /** The part of a class signature before its supertypes: these we may name incompletely. */
    private static String formalParameters(String signature) {
        if (signature == null || !signature.startsWith("<")) {
            return "";
        }
        int depth = 0;
        for (int i = 0; i < signature.length(); i++) {
            depth += signature.charAt(i) == '<' ? 1 : signature.charAt(i) == '>' ? -1 : 0;
            if (depth == 0) {
                return signature.substring(0, i + 1);
            }
        }
        throw new IllegalArgumentException(signature);
    }

    static String dots(String internalName) {
        return Type.getObjectType(internalName).getClassName();
    }
}
