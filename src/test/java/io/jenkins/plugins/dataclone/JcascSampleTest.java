package io.jenkins.plugins.dataclone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import hudson.util.Secret;
import io.jenkins.plugins.dataclone.config.CloudProfile;
import io.jenkins.plugins.dataclone.config.DataCloneConfiguration;
import io.jenkins.plugins.dataclone.config.DataSource;
import java.beans.Introspector;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Reads the sample for Configuration as Code the way that plugin does - symbol to class, key to bound property - and applies
 * it, so that the sample cannot go stale.
 */
class JcascSampleTest {
    private static final Path SAMPLE = Path.of("docs/examples/jcasc.yaml");

    private final JsonNode sample = read();

    @Test
    void theConfigurationIsAcceptedAsItStands() {
        DataCloneConfiguration configuration = new DataCloneConfiguration();
        JsonNode node = sample.at("/unclassified/dataClone");

        assertThat(classOf("dataClone")).isEqualTo(DataCloneConfiguration.class);
        configure(configuration, node);

        assertThat(configuration.getClouds()).hasSameSizeAs(node.get("clouds")).isNotEmpty();
        assertThat(configuration.getDataSources())
                .hasSameSizeAs(node.get("dataSources"))
                .isNotEmpty();
        assertThat(configuration.getBayTemplates())
                .hasSameSizeAs(node.get("bayTemplates"))
                .isNotEmpty();
    }

    @Test
    void theCredentialsAreThoseThatTheCloudsName() {
        Map<String, Object> credentials = new LinkedHashMap<>();
        for (JsonNode domain : sample.at("/credentials/system/domainCredentials")) {
            for (JsonNode entry : domain.get("credentials")) {
                String symbol = entry.fieldNames().next();
                credentials.put(entry.get(symbol).get("id").asText(), build(classOf(symbol), entry.get(symbol)));
            }
        }
        List<String> named = new ArrayList<>();
        for (JsonNode cloud : sample.at("/unclassified/dataClone/clouds")) {
            named.add(cloud.get("credentialsId").asText());
            named.add(cloud.get("bayCredentialsId").asText());
        }

        assertThat(credentials.keySet()).containsExactlyInAnyOrderElementsOf(named);
        assertThat(credentials.values())
                .allSatisfy(credential -> assertThat(io.jenkins.plugins.dataclone.credentials.CompletenessCheck.missing(
                                (io.jenkins.plugins.dataclone.credentials.OpenStackCredentials) credential))
                        .isEmpty());
    }

    @Test
    void noSecretStandsInTheSample() {
        for (JsonNode value : sample.findValues("secret")) {
            assertThat(value.asText()).startsWith("${");
        }
        for (JsonNode value : sample.findValues("password")) {
            assertThat(value.asText()).startsWith("${");
        }
    }

    @Test
    void aKeyThatDoesNotExistIsFound() throws IOException {
        JsonNode wrong = new YAMLMapper().readTree("{name: lab, authUrl: 'https://k:5000/v3', regoin: RegionOne}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> build(CloudProfile.class, wrong))
                .withMessageContaining("CloudProfile has no property regoin");
    }

    @Test
    void aCloudsConnectionIsAPartOfIt() throws IOException {
        JsonNode cloud = new YAMLMapper().readTree("""
                {name: lab, authUrl: 'https://k:5000/v3', connection: {maxCallsInFlight: 4, noProxyHosts: ['*.lab']}}""");

        CloudProfile built = (CloudProfile) build(CloudProfile.class, cloud);
        assertThat(built.getConnection().getMaxCallsInFlight()).isEqualTo(4);
        assertThat(built.getConnection().getMaxCallsPerSecond()).isEqualTo(20);
        assertThat(built.getConnection().getNoProxyHosts()).containsExactly("*.lab");
    }

    @Test
    void theSampleShowsEveryPropertyThatCanHoldSomethingElseThanNothing() {
        JsonNode sources = sample.at("/unclassified/dataClone/dataSources");

        assertThat(FormsTest.fields(DataSource.class))
                .allSatisfy(key -> assertThat(sources.findValues(key)).as(key).isNotEmpty());
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(SAMPLE.toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The class that a symbol stands for: its descriptor's enclosing class, or the class itself. */
    private static Class<?> classOf(String symbol) {
        return List.of("config", "credentials").stream()
                .flatMap(name -> MainClasses.inPackage("io.jenkins.plugins.dataclone." + name).stream())
                .filter(type -> type.isAnnotationPresent(Symbol.class))
                .filter(type ->
                        List.of(type.getAnnotation(Symbol.class).value()).contains(symbol))
                .<Class<?>>map(type -> type.getEnclosingClass() == null ? type : type.getEnclosingClass())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no class has the symbol " + symbol));
    }

    private static Object build(Class<?> type, JsonNode node) {
        Constructor<?> constructor = Arrays.stream(type.getConstructors())
                .filter(candidate -> candidate.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElseThrow();
        List<String> required = Arrays.stream(constructor.getParameters())
                .map(Parameter::getName)
                .toList();
        Object[] arguments = Arrays.stream(constructor.getParameters())
                .map(parameter -> value(parameter.getParameterizedType(), node.get(parameter.getName())))
                .toArray();
        try {
            Object built = constructor.newInstance(arguments);
            node.fieldNames().forEachRemaining(key -> {
                if (!required.contains(key)) {
                    set(built, key, node.get(key));
                }
            });
            return built;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getSimpleName() + " cannot be made of " + node, e);
        }
    }

    private static void configure(Object bean, JsonNode node) {
        node.fieldNames().forEachRemaining(key -> set(bean, key, node.get(key)));
    }

    private static void set(Object bean, String key, JsonNode node) {
        Method setter = Arrays.stream(bean.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .filter(method -> Introspector.decapitalize(method.getName().substring("set".length()))
                        .equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(bean.getClass().getSimpleName() + " has no property " + key));
        try {
            setter.invoke(bean, value(setter.getGenericParameterTypes()[0], node));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(key + ": " + node, e);
        }
    }

    private static Object value(Type type, JsonNode node) {
        if (type instanceof ParameterizedType list) {
            List<Object> values = new ArrayList<>();
            assertThat(node.isArray()).as(node.toString()).isTrue();
            node.forEach(item -> values.add(value(list.getActualTypeArguments()[0], item)));
            return values;
        }
        Class<?> single = (Class<?>) type;
        if (single == String.class) {
            assertThat(node.isTextual()).as(node.toString()).isTrue();
            return node.asText();
        }
        if (single == int.class) {
            assertThat(node.isInt()).as(node.toString()).isTrue();
            return node.asInt();
        }
        if (single == boolean.class) {
            assertThat(node.isBoolean()).as(node.toString()).isTrue();
            return node.asBoolean();
        }
        if (single == Secret.class) {
            return Secret.fromString(node.asText());
        }
        if (single.isEnum()) {
            return Arrays.stream(single.getEnumConstants())
                    .filter(constant -> constant.toString().equals(node.asText()))
                    .findFirst()
                    .orElseThrow();
        }
        return build(single, node);
    }
}
