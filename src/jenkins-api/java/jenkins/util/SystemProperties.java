package jenkins.util;

public class SystemProperties {
    public static String getString(String text) {
        return System.getProperty(text);
    }

    public static boolean getBoolean(String text) {
        return Boolean.getBoolean(text);
    }

    public static boolean getBoolean(String text, boolean flag) {
        return Boolean.parseBoolean(System.getProperty(text, Boolean.toString(flag)));
    }

    public static Integer getInteger(String text) {
        return Integer.getInteger(text);
    }

    public static Integer getInteger(String text, Integer integer) {
        return Integer.getInteger(text, integer);
    }

    SystemProperties() {}
}
