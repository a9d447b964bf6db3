package io.jenkins.plugins.dataclone.docker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.github.dockerjava.api.model.DockerObject;
import com.github.dockerjava.api.model.DockerObjectAccessor;
import com.github.dockerjava.api.model.LocalNodeState;
import com.github.dockerjava.api.model.TaskState;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * An engine's words for states. docker-java reads them by the rules of the machine's language; in Turkish, "active" is no state of a
 * swarm and "running" none of a task. So its objects are read here, as it does it.
 */
final class EngineWords {
    private static final ObjectMapper PLAIN = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .registerModule(new SimpleModule()
                    .addDeserializer(
                            LocalNodeState.class, new StateReader<>(LocalNodeState.class, LocalNodeState.EMPTY))
                    .addDeserializer(TaskState.class, new StateReader<>(TaskState.class, null)));

    /** For all connections; objects keep what docker-java does not know of them, too. */
    static final ObjectMapper MAPPER = PLAIN.copy()
            .registerModule(new SimpleModule().setDeserializerModifier(new BeanDeserializerModifier() {
                private static final long serialVersionUID = 1L;

                @Override
                public JsonDeserializer<?> modifyDeserializer(
                        DeserializationConfig config, BeanDescription type, JsonDeserializer<?> usual) {
                    return DockerObject.class.isAssignableFrom(type.getBeanClass())
                            ? new ObjectReader(type.getBeanClass())
                            : usual;
                }
            }));

    private EngineWords() {}

    /** For people. */
    static String of(@CheckForNull Enum<?> state) {
        return state == null ? "unknown" : state.name().toLowerCase(Locale.ROOT);
    }

    /** Reads an object with all its raw values. */
    private static final class ObjectReader extends StdDeserializer<Object> {
        private static final long serialVersionUID = 1L;

        ObjectReader(Class<?> type) {
            super(type);
        }

        @Override
        @SuppressWarnings("unchecked")
        public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
            TreeNode tree = json.readValueAsTree();
            DockerObject object = (DockerObject) PLAIN.treeToValue(tree, handledType());
            DockerObjectAccessor.overrideRawValues(object, PLAIN.convertValue(tree, HashMap.class));
            return object;
        }
    }

    /** Reads a constant by its name. */
    private static final class StateReader<E extends Enum<E>> extends StdDeserializer<E> {
        private static final long serialVersionUID = 1L;

        /** What an empty word stands for. */
        private final E none;

        StateReader(Class<E> type, E none) {
            super(type);
            this.none = none;
        }

        /** A word of a newer engine is null, no error. */
        @Override
        @SuppressWarnings("unchecked")
        public E deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String word = json.getValueAsString("").toUpperCase(Locale.ROOT);
            if (word.isEmpty()) {
                return none;
            }
            return Stream.of(((Class<E>) handledType()).getEnumConstants())
                    .filter(state -> state.name().equals(word))
                    .findFirst()
                    .orElse(null);
        }
    }
}
