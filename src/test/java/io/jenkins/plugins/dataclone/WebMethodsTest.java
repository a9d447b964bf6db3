package io.jenkins.plugins.dataclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Stapler makes a URL of every public method whose name begins with "do". Each one of ours takes POST only - those that only show
 * something, and are named here, GET only - and asks for a permission before it does anything else. Read from the byte code, so that
 * no class escapes by being odd.
 */
class WebMethodsTest {
    private static final Set<String> POST_ONLY =
            Set.of("Lorg/kohsuke/stapler/verb/POST;", "Lorg/kohsuke/stapler/interceptor/RequirePOST;");
    private static final String GET_ONLY = "Lorg/kohsuke/stapler/verb/GET;";
    /** What a browser or a program reads; none of them changes anything. */
    private static final Set<String> READ = Set.of(
            "io.jenkins.plugins.dataclone.ui.EnvironmentPage.doTimeline",
            "io.jenkins.plugins.dataclone.ui.EnvironmentsPage.doPrometheus",
            "io.jenkins.plugins.dataclone.ui.ReceiptView.doTimeline");

    private static final String WEB_METHOD = "Lorg/kohsuke/stapler/WebMethod;";
    private static final String JAVA_SCRIPT = "Lorg/kohsuke/stapler/bind/JavaScriptMethod;";

    @Test
    void everyWebMethodTakesPostOnlyAndChecksAPermissionFirst() throws IOException {
        Map<String, String> broken = new TreeMap<>();
        List<String> seen = new ArrayList<>();
        for (Path file : MainClasses.files()) {
            new ClassReader(Files.readAllBytes(file)).accept(new Walk(broken, seen), ClassReader.SKIP_FRAMES);
        }

        assertThat(broken).isEmpty();
        assertThat(seen)
                .as("the walk found our methods")
                .contains(
                        "io.jenkins.plugins.dataclone.config.CloudProfile$DescriptorImpl.doTestConnection",
                        "io.jenkins.plugins.dataclone.config.CloudProfile$DescriptorImpl.doFillCredentialsIdItems",
                        "io.jenkins.plugins.dataclone.config.DataCloneConfiguration.doCheckNamePrefix",
                        "io.jenkins.plugins.dataclone.credentials.OpenStackPasswordCredentialsImpl$DescriptorImpl.doCheckUserName",
                        "io.jenkins.plugins.dataclone.ui.EnvironmentsPage.doDestroy",
                        "io.jenkins.plugins.dataclone.ui.EnvironmentPage.doExtend")
                .containsAll(READ);
    }

    @Test
    void findsAMethodWithoutPostAndOneWithoutAPermission() throws IOException {
        Map<String, String> broken = new TreeMap<>();
        String resource = WebMethodsTest.class.getName().replace('.', '/') + "$Careless.class";
        try (var bytes = WebMethodsTest.class.getClassLoader().getResourceAsStream(resource)) {
            new ClassReader(bytes).accept(new Walk(broken, new ArrayList<>()), ClassReader.SKIP_FRAMES);
        }

        assertThat(broken.keySet())
                .extracting(name -> name.substring(name.lastIndexOf('.') + 1))
                .containsExactly("doCheckFirst", "doCheckSecond", "doCheckThird");
    }

    /** What the walk has to find fault with. */
    static final class Careless {
        public String doCheckFirst() {
            jenkins.model.Jenkins.get().checkPermission(jenkins.model.Jenkins.ADMINISTER);
            return "GET";
        }

        @org.kohsuke.stapler.verb.POST
        public String doCheckSecond() {
            return "no permission".trim();
        }

        @org.kohsuke.stapler.verb.POST
        public String doCheckThird() {
            String late = "too late".trim();
            jenkins.model.Jenkins.get().checkPermission(jenkins.model.Jenkins.ADMINISTER);
            return late;
        }

        @org.kohsuke.stapler.verb.POST
        public String doCheckFourth() {
            jenkins.model.Jenkins.get().checkPermission(jenkins.model.Jenkins.ADMINISTER);
            return "right".trim();
        }
    }

    private static final class Walk extends ClassVisitor {
        private final Map<String, String> broken;
        private final List<String> seen;
        private String type;

        Walk(Map<String, String> broken, List<String> seen) {
            super(Opcodes.ASM9);
            this.broken = broken;
            this.seen = seen;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String parent, String[] interfaces) {
            type = name.replace('/', '.');
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean web = (access & Opcodes.ACC_PUBLIC) != 0
                    && (access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_ABSTRACT)) == 0;
            return web ? new Method(type + "." + name, name.matches("(do|js)[A-Z].*")) : null;
        }

        private final class Method extends MethodVisitor {
            private final String name;
            private boolean web;
            private boolean post;
            private boolean get;
            private boolean permission;
            private String early;

            Method(String name, boolean web) {
                super(Opcodes.ASM9);
                this.name = name;
                this.web = web;
            }

            @Override
            public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                post |= POST_ONLY.contains(descriptor);
                get |= descriptor.equals(GET_ONLY);
                web |= descriptor.equals(WEB_METHOD) || descriptor.equals(JAVA_SCRIPT);
                return null;
            }

            @Override
            public void visitMethodInsn(
                    int opcode, String owner, String called, String descriptor, boolean inInterface) {
                if (called.matches("(check|has)(Any)?Permission")) {
                    permission = true;
                } else if (!permission
                        && early == null
                        && !(owner.equals("jenkins/model/Jenkins") && called.equals("get"))) {
                    early = called;
                }
            }

            @Override
            public void visitEnd() {
                if (!web) {
                    return;
                }
                seen.add(name);
                if (READ.contains(name) ? !get : !post) {
                    broken.put(name, "answers more than it should");
                } else if (!permission) {
                    broken.put(name, "checks no permission");
                } else if (early != null) {
                    broken.put(name, "calls " + early + " before it checks a permission");
                }
            }
        }
    }
}
