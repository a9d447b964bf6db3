package io.jenkins.plugins.dataclone;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.Introspector;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.QueryParameter;

/** Every field that is bound to a form is in the form and has help; no form has anything that the browser must not run. */
class FormsTest {
    private static final List<String> PACKAGES = List.of(
            "io.jenkins.plugins.dataclone.config",
            "io.jenkins.plugins.dataclone.credentials",
            "io.jenkins.plugins.dataclone.step",
            "io.jenkins.plugins.dataclone.freestyle");
    /** The credentials plugin brings these with {@code id-and-description} and its own dialog. */
    private static final Set<String> OF_CREDENTIALS = Set.of("scope", "id", "description");

    /** Not sent to be checked, while they are typed or ever. */
    private static final Set<String> SECRET = Set.of("password", "secret");

    private static final Pattern FIELD = Pattern.compile("<f:entry[^>]*\\sfield=\"([^\"]+)\"");

    static List<Class<?>> boundClasses() {
        return PACKAGES.stream()
                .flatMap(name -> MainClasses.inPackage(name).stream())
                .filter(type -> !fields(type).isEmpty() && !Modifier.isAbstract(type.getModifiers()))
                .toList();
    }

    @Test
    void thereAreForms() {
        assertThat(boundClasses())
                .extracting(Class::getSimpleName)
                .contains("CloudProfile", "DataSource", "BayTemplate", "DataCloneConfiguration")
                .contains("OpenStackPasswordCredentialsImpl", "OpenStackApplicationCredentialsImpl")
                .contains(
                        "CloneShareStep",
                        "CreateBayStep",
                        "ResizeBayStep",
                        "DeployStackStep",
                        "DestroyEnvStep",
                        "WithDataCloneStep")
                .contains("CloneShareBuilder", "CreateBayBuilder", "DeployStackBuilder", "FreshEnvironmentWrapper")
                .contains("DestroyEnvironmentBuilder", "DestroyEnvironmentPublisher");
    }

    @ParameterizedTest
    @MethodSource("boundClasses")
    void everyBoundFieldIsInTheFormAndNothingElse(Class<?> type) throws IOException {
        assertThat(inForm(type)).isEqualTo(fields(type));
    }

    @ParameterizedTest
    @MethodSource("boundClasses")
    void everyBoundFieldHasHelpWithAnExample(Class<?> type) throws Exception {
        for (String field : fields(type)) {
            String help = read(type, "help-" + field + ".html");
            assertThat(help)
                    .as(type.getSimpleName() + " help-" + field)
                    .startsWith("<div>")
                    .contains("<p>")
                    .contains("<code>");
            assertThat(parses(help)).as(field).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("boundClasses")
    void everyBoundFieldCanBeReadBack(Class<?> type) {
        assertThat(fields(type)).allSatisfy(field -> {
            String name = field.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + field.substring(1);
            assertThat(Arrays.stream(type.getMethods()).map(Method::getName)).containsAnyOf("get" + name, "is" + name);
        });
    }

    @ParameterizedTest
    @MethodSource("boundClasses")
    void everyFormIsEscapedAndFreeOfScript(Class<?> type) throws Exception {
        String form = form(type);

        assertThat(form).startsWith("<?jelly escape-by-default='true'?>");
        assertThat(form)
                .doesNotContainPattern(
                        "(?i)<script|<style|\\sstyle=|\\son[a-z]+=|javascript:|escapeText=\"false\"|<j:out");
        assertThat(parses(form)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("boundClasses")
    void everySelectIsFilledAndEveryCheckIsForAField(Class<?> type) throws IOException {
        String form = form(type);
        Set<String> methods = new TreeSet<>();
        for (Method method : descriptor(type).getMethods()) {
            methods.add(method.getName());
        }
        for (String field : fields(type)) {
            String name = field.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + field.substring(1);
            boolean select = Pattern.compile("field=\"" + field + "\">\\s*<[fc]:(select|combobox)")
                    .matcher(form)
                    .find();
            assertThat(methods.contains("doFill" + name + "Items"))
                    .as(field + " is a list")
                    .isEqualTo(select);
        }
        assertThat(methods.stream().filter(name -> name.startsWith("doCheck")).toList())
                .allSatisfy(name -> assertThat(fields(type))
                        .contains(Introspector.decapitalize(name.substring("doCheck".length()))));
    }

    /** Jenkins looks for the others beside the field, and complains in the browser's console about each that is not there. */
    @ParameterizedTest
    @MethodSource("boundClasses")
    void aFieldIsJudgedByFieldsOfItsFormAlone(Class<?> type) {
        for (Method method : descriptor(type).getMethods()) {
            if (method.getName().matches("doCheck\\w+|doFill\\w+Items")
                    && method.getDeclaringClass().getName().contains(".dataclone.")) {
                assertThat(Arrays.stream(method.getParameters())
                                .filter(parameter -> parameter.isAnnotationPresent(QueryParameter.class))
                                .map(Parameter::getName)
                                .filter(name -> !name.equals("value")))
                        .as(method.getName())
                        .isSubsetOf(fields(type));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("boundClasses")
    void whatIsRequiredIsCheckedWhileItIsTyped(Class<?> type) {
        Set<String> checked = new TreeSet<>();
        for (Method method : descriptor(type).getMethods()) {
            if (method.getName().startsWith("doCheck")) {
                checked.add(Introspector.decapitalize(method.getName().substring("doCheck".length())));
            }
        }
        assertThat(checked)
                .containsAll(BoundFields.required(type).stream()
                        .filter(fields(type)::contains)
                        .filter(field -> !SECRET.contains(field))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("boundClasses")
    void whatIsRequiredComesFirstAndIsNeverHidden(Class<?> type) throws IOException {
        String form = form(type);
        int hidden = form.indexOf("<f:advanced");
        String open = hidden < 0 ? form : form.substring(0, hidden);

        assertThat(BoundFields.required(type).stream()
                        .filter(fields(type)::contains)
                        .toList())
                .allSatisfy(field -> assertThat(open).contains("field=\"" + field + "\""));
    }

    private static Class<?> descriptor(Class<?> type) {
        return Arrays.stream(type.getDeclaredClasses())
                .filter(nested -> nested.getSimpleName().equals("DescriptorImpl"))
                .<Class<?>>map(nested -> nested)
                .findFirst()
                .orElse(type);
    }

    private static Set<String> inForm(Class<?> type) throws IOException {
        Set<String> found = new TreeSet<>();
        Matcher matcher = FIELD.matcher(form(type));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String form(Class<?> type) throws IOException {
        return read(type, type.getPackageName().endsWith(".credentials") ? "credentials.jelly" : "config.jelly");
    }

    static Set<String> fields(Class<?> type) {
        Set<String> all = BoundFields.of(type);
        if (type.getPackageName().endsWith(".credentials")) {
            all.removeAll(OF_CREDENTIALS);
        }
        return all;
    }

    /** A file of the class, or else of the nearest one above it that has it, as Jenkins looks for forms and help. */
    private static String read(Class<?> type, String file) throws IOException {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            String path = owner.getName().replace('.', '/') + "/" + file;
            try (InputStream stream = type.getClassLoader().getResourceAsStream(path)) {
                if (stream != null) {
                    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError(type.getSimpleName() + " has no " + file);
    }

    private static boolean parses(String markup) throws Exception {
        var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        builder.setErrorHandler(null);
        builder.parse(new java.io.ByteArrayInputStream(markup.getBytes(StandardCharsets.UTF_8)));
        return true;
    }
}
