package hudson;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

public class Util {
    public static String fixEmpty(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    public static String fixEmptyAndTrim(String text) {
        return text == null ? null : fixEmpty(text.trim());
    }

    public static String fixNull(String text) {
        return text == null ? "" : text;
    }

    public static <T> List<T> fixNull(List<T> list) {
        return list == null ? List.of() : list;
    }

    public static String getTimeSpanString(long duration) {
        Duration time = Duration.ofMillis(duration);
        if (time.toHours() > 0) {
            return time.toHours() + " hr " + time.toMinutesPart() + " min";
        }
        if (time.toMinutes() > 0) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " sec";
        }
        return time.toSeconds() > 9
                ? time.toSeconds() + " sec"
                : String.format(Locale.ROOT, "%.1f sec", duration / 1000.0);
    }

    public static String escape(String text) {
        return text == null
                ? null
                : text.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#039;")
                        .replace("\n", "<br>");
    }

    public static String rawEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public static String xmlEscape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    public static String removeTrailingSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    Util() {}
}
