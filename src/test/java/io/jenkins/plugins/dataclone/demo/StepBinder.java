package io.jenkins.plugins.dataclone.demo;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Makes a step from the arguments in a Jenkinsfile the way Jenkins does: required ones by the data-bound constructor, optional
 * ones by data-bound setters.
 */
final class StepBinder {
    private StepBinder() {}

    /** @throws IllegalArgumentException if there is no such parameter, as in Jenkins */
    static Step bind(StepDescriptor descriptor, Map<?, ?> written) {
        Map<String, Object> arguments = new TreeMap<>();
        written.forEach((name, value) -> arguments.put(name.toString(), value));
        try {
            Step step = construct(descriptor.clazz, arguments);
            for (Map.Entry<String, Object> argument : arguments.entrySet()) {
                Method setter = setter(descriptor.clazz, argument.getKey());
                setter.invoke(step, converted(argument.getValue(), setter.getParameterTypes()[0]));
            }
            return step;
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Step construct(Class<? extends Step> type, Map<String, Object> arguments)
            throws ReflectiveOperationException {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.isAnnotationPresent(DataBoundConstructor.class)) {
                Object[] values = Stream.of(constructor.getParameters())
                        .map((Parameter parameter) ->
                                converted(arguments.remove(parameter.getName()), parameter.getType()))
                        .toArray();
                return type.cast(constructor.newInstance(values));
            }
        }
        throw new IllegalStateException(type + " has no data-bound constructor");
    }

    private static Method setter(Class<?> type, String property) {
        String name = "set" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        return Stream.of(type.getMethods())
                .filter(method -> method.getName().equals(name) && method.isAnnotationPresent(DataBoundSetter.class))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown parameter '" + property + "'"));
    }

    private static Object converted(Object value, Class<?> type) {
        if (value == null || type.isInstance(value)) {
            return value;
        }
        if (type == String.class) {
            return value.toString();
        }
        if (type == int.class && value instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalArgumentException("'" + value + "' is no " + type.getSimpleName());
    }
}
