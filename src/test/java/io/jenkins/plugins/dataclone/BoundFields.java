package io.jenkins.plugins.dataclone;

import java.beans.Introspector;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What a form or a Pipeline may set on an object: the parameters of its bound constructor, and its bound setters. */
public final class BoundFields {
    private BoundFields() {}

    /** Names of the required ones: those of the constructor. */
    public static Set<String> required(Class<?> type) {
        return new TreeSet<>(Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> constructor.isAnnotationPresent(DataBoundConstructor.class))
                .map(Constructor::getParameters)
                .flatMap(Arrays::stream)
                .map(Parameter::getName)
                .toList());
    }

    /** Names of all, inherited ones too. */
    public static Set<String> of(Class<?> type) {
        Stream<String> optional = Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(method -> Introspector.decapitalize(method.getName().substring("set".length())));
        return new TreeSet<>(Stream.concat(required(type).stream(), optional).toList());
    }
}
