package io.jenkins.plugins.dataclone.build;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** Every type and member that one class file names. */
final class References {
    private final Set<String> types = new LinkedHashSet<>();
    private final Set<Member> members = new LinkedHashSet<>();

    private References() {}

    /** A field or method as the class file names it: the owner is the type the access is written on. */
    record Member(String owner, String name, String descriptor) {
        String key() {
            return name + " " + descriptor;
        }

        @Override
        public String toString() {
            return owner + "#" + key();
        }
    }

    static References of(byte[] classFile) {
        References references = new References();
        new ClassReader(classFile).accept(references.new InClass(), ClassReader.SKIP_DEBUG);
        return references;
    }

    Set<String> types() {
        return types;
    }

    Set<Member> members() {
        return members;
    }

    private void internalName(String name) {
        if (name != null) {
            type(Type.getObjectType(name));
        }
    }

    private void type(Type type) {
        switch (type.getSort()) {
            case Type.ARRAY -> type(type.getElementType());
            case Type.OBJECT -> types.add(type.getClassName());
            case Type.METHOD -> {
                type(type.getReturnType());
                for (Type argument : type.getArgumentTypes()) {
                    type(argument);
                }
            }
            default -> {
                // a primitive type
            }
        }
    }

    private void descriptor(String descriptor) {
        type(Type.getType(descriptor));
    }

    private void signature(String signature) {
        if (signature == null) {
            return;
        }
        new SignatureReader(signature).accept(new SignatureVisitor(Opcodes.ASM9) {
            @Override
            public void visitClassType(String name) {
                internalName(name);
            }
        });
    }

    private void member(String owner, String name, String descriptor) {
        internalName(owner);
        descriptor(descriptor);
        if (!owner.startsWith("[")) {
            members.add(new Member(DeclarationCheck.dots(owner), name, descriptor));
        }
    }

    private void constant(Object constant) {
        if (constant instanceof Type type) {
            type(type);
        } else if (constant instanceof Handle handle) {
            member(handle.getOwner(), handle.getName(), handle.getDesc());
        } else if (constant instanceof ConstantDynamic dynamic) {
            descriptor(dynamic.getDescriptor());
            constant(dynamic.getBootstrapMethod());
            for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
                constant(dynamic.getBootstrapMethodArgument(i));
            }
        }
    }

    private AnnotationVisitor annotation(String descriptor) {
        descriptor(descriptor);
        return new InAnnotation();
    }

    private final class InAnnotation extends AnnotationVisitor {
        InAnnotation() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(String name, Object value) {
            constant(value);
        }

        @Override
        public void visitEnum(String name, String descriptor, String value) {
            member(Type.getType(descriptor).getInternalName(), value, descriptor);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String name, String descriptor) {
            return annotation(descriptor);
        }

        @Override
        public AnnotationVisitor visitArray(String name) {
            return this;
        }
    }

    private final class InClass extends ClassVisitor {
        InClass() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(int version, int access, String name, String generic, String parent, String[] interfaces) {
            signature(generic);
            internalName(parent);
            for (String type : interfaces) {
                internalName(type);
            }
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return annotation(descriptor);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String generic, Object value) {
            descriptor(descriptor);
            signature(generic);
            return new FieldVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    return annotation(annotation);
                }
            };
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String generic, String[] exceptions) {
            descriptor(descriptor);
            signature(generic);
            for (String exception : exceptions == null ? new String[0] : exceptions) {
                internalName(exception);
            }
            return new InMethod();
        }
    }

    private final class InMethod extends MethodVisitor {
        InMethod() {
            super(Opcodes.ASM9);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return annotation(descriptor);
        }

        @Override
        public AnnotationVisitor visitParameterAnnotation(int parameter, String descriptor, boolean visible) {
            return annotation(descriptor);
        }

        @Override
        public AnnotationVisitor visitTypeAnnotation(int reference, TypePath path, String descriptor, boolean visible) {
            return annotation(descriptor);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            internalName(type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            member(owner, name, descriptor);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            member(owner, name, descriptor);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            descriptor(descriptor);
            constant(bootstrap);
            for (Object argument : arguments) {
                constant(argument);
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            constant(value);
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            descriptor(descriptor);
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            internalName(type);
        }
    }
}
