package io.jenkins.plugins.dataclone.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.ClassDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The fields that a form fills, read from the class, so that a test of all of them forgets none. */
public final class Fields {
    private Fields() {}

    /** Fails unless the form gave back what it was given, in every field there is; each must have been set to something. */
    public static void assertSame(JenkinsRule jenkins, Object given, Object back) throws Exception {
        List<String> names = of(given.getClass());
        for (String name : names) {
            assertThat(getter(given, name)).as("%s is set by the test", name).isNotIn(null, 0, false, "");
        }
        jenkins.assertEqualBeans(given, back, String.join(",", names));
    }

    private static List<String> of(Class<?> type) throws Exception {
        Constructor<?> constructor = Arrays.stream(type.getConstructors())
                .filter(candidate -> candidate.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElseThrow();
        Stream<String> setters = Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(method -> method.getName().substring("set".length()))
                .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1));
        return Stream.concat(Arrays.stream(ClassDescriptor.loadParameterNames(constructor)), setters)
                .toList();
    }

    private static Object getter(Object bean, String name) throws Exception {
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Arrays.stream(bean.getClass().getMethods())
                .filter(method -> method.getParameterCount() == 0
                        && (method.getName().equals("get" + capital)
                                || method.getName().equals("is" + capital)))
                .findFirst()
                .orElseThrow()
                .invoke(bean);
    }
}
