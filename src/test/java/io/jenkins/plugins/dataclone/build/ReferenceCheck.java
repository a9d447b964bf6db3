package io.jenkins.plugins.dataclone.build;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Follows every reference in class files of ours into the API of Jenkins, and says which one would fail there: a type
 * or member that does not exist, an abstract method left open, a final method overridden.
 */
final class ReferenceCheck {
    private static final List<String> JENKINS =
            List.of("hudson.", "jenkins.", "org.jenkinsci.", "org.kohsuke.", "com.cloudbees.");
    private static final List<String> FROM_CENTRAL = List.of("org.kohsuke.accmod.", "org.kohsuke.args4j.");

    private final ApiSignatures api;
    private final Map<String, Outline> outlines = new HashMap<>();
    private final Set<String> violations = new TreeSet<>();

    ReferenceCheck(ApiSignatures api) {
        this.api = api;
    }

    /** The part of a class file that others see: its supertypes and the modifiers of its members. */
    private record Outline(boolean isAbstract, List<String> supertypes, Map<String, Integer> members) {}

    /** Checks these classes, which may refer to one another. */
    Set<String> violations(Map<String, byte[]> classes) {
        classes.forEach((name, bytes) -> outlines.put(name, outline(bytes)));
        classes.forEach((name, bytes) -> {
            References references = References.of(bytes);
            references.types().stream()
                    .filter(ReferenceCheck::isOfJenkins)
                    .filter(type -> api.type(type) == null)
                    .forEach(type -> violations.add(name + " refers to " + type + ", which Jenkins does not have"));
            for (References.Member member : references.members()) {
                if (leadsToJenkins(member.owner()) && !exists(member.owner(), member.key())) {
                    violations.add(name + " refers to " + member + ", which Jenkins does not have");
                }
            }
            checkInheritance(name);
        });
        return violations;
    }

    /** The annotations of org.kohsuke.accmod and args4j come from artifacts of their own, which are on Maven Central. */
    static boolean isOfJenkins(String type) {
        return JENKINS.stream().anyMatch(type::startsWith)
                && FROM_CENTRAL.stream().noneMatch(type::startsWith);
    }

    private boolean leadsToJenkins(String type) {
        return supertypes(type).stream().anyMatch(ReferenceCheck::isOfJenkins);
    }

    private boolean exists(String owner, String key) {
        return supertypes(owner).stream().anyMatch(type -> declares(type, key));
    }

    private boolean declares(String type, String key) {
        if (isOfJenkins(type)) {
            return api.type(type) != null && api.type(type).members().containsKey(key);
        }
        return outline(type).members().containsKey(key);
    }

    private void checkInheritance(String name) {
        Outline own = outlines.get(name);
        Set<String> above = supertypes(name);
        List<ApiSignatures.Type> real =
                above.stream().map(api::type).filter(type -> type != null).toList();
        for (ApiSignatures.Type type : real) {
            for (ApiSignatures.Member member : type.members().values()) {
                Integer overriding = own.members().get(member.key());
                if (member.is("final") && isInstanceMethod(member) && overriding != null && isInherited(overriding)) {
                    violations.add(name + " overrides " + type.name() + "#" + member.key() + ", which is final");
                }
                if (!own.isAbstract() && member.is("abstract") && !isImplemented(above, member.key())) {
                    violations.add(name + " leaves " + type.name() + "#" + member.key() + " unimplemented");
                }
            }
        }
    }

    private static boolean isInstanceMethod(ApiSignatures.Member member) {
        return member.descriptor().startsWith("(")
                && !member.is("static")
                && !member.name().equals("<init>");
    }

    private static boolean isInherited(int access) {
        return (access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0;
    }

    private boolean isImplemented(Set<String> types, String key) {
        for (String type : types) {
            if (isOfJenkins(type)) {
                ApiSignatures.Type real = api.type(type);
                ApiSignatures.Member member =
                        real == null ? null : real.members().get(key);
                if (member != null && !member.is("abstract")) {
                    return true;
                }
            } else {
                Integer access = outline(type).members().get(key);
                if (access != null && (access & Opcodes.ACC_ABSTRACT) == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The type itself first, then all above it. */
    private Set<String> supertypes(String type) {
        Set<String> all = new LinkedHashSet<>();
        collectSupertypes(type, all);
        return all;
    }

    private void collectSupertypes(String type, Set<String> all) {
        if (!all.add(type)) {
            return;
        }
        List<String> parents = isOfJenkins(type)
                ? api.type(type) == null ? List.of() : api.type(type).supertypes()
                : outline(type).supertypes();
        parents.forEach(parent -> collectSupertypes(parent, all));
        if (parents.isEmpty()) {
            all.add("java.lang.Object");
        }
    }

    private Outline outline(String type) {
        return outlines.computeIfAbsent(type, name -> {
            String path = name.replace('.', '/') + ".class";
            try (InputStream in = getClass().getClassLoader().getResourceAsStream(path)) {
                return in == null ? new Outline(true, List.of(), Map.of()) : outline(in.readAllBytes());
            } catch (IOException e) {
                throw new IllegalStateException("cannot read " + name, e);
            }
        });
    }

    private static Outline outline(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        List<String> supertypes = new ArrayList<>();
        Stream.concat(Stream.ofNullable(reader.getSuperName()), Stream.of(reader.getInterfaces()))
                .map(DeclarationCheck::dots)
                .forEach(supertypes::add);
        Map<String, Integer> members = new LinkedHashMap<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public FieldVisitor visitField(int access, String name, String type, String generic, Object value) {
                        members.put(name + " " + type, access);
                        return null;
                    }

                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String type, String generic, String[] exceptions) {
                        members.put(name + " " + type, access);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return new Outline((reader.getAccess() & Opcodes.ACC_ABSTRACT) != 0, supertypes, members);
    }
}
