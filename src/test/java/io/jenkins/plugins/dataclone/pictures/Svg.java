package io.jenkins.plugins.dataclone.pictures;

import java.util.Locale;

/** Writes SVG, as much of it as the pictures need. Coordinates are pixels. */
final class Svg {
    private final StringBuilder out = new StringBuilder();

    Svg(int width, int height, String title, String description) {
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-labelledby=\"title desc\" font-family=\"-apple-system, 'Segoe UI', 'Noto Sans', Helvetica,"
                        + " Arial, sans-serif\">",
                width, height, width, height);
        line("<title id=\"title\">%s</title>", escaped(title));
        line("<desc id=\"desc\">%s</desc>", escaped(description));
    }

    void box(double x, double y, double width, double height, double radius, String attributes) {
        line(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\" %s/>",
                x, y, width, height, radius, attributes);
    }

    void path(String d, String attributes) {
        line("<path d=\"%s\" %s/>", d, attributes);
    }

    void circle(double x, double y, double radius, String attributes) {
        line("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" %s/>", x, y, radius, attributes);
    }

    void text(double x, double y, int size, String attributes, String text) {
        line("<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\" %s>%s</text>", x, y, size, attributes, escaped(text));
    }

    /** Anything else, as it is. */
    void raw(String markup) {
        out.append(markup).append('\n');
    }

    String done() {
        return out + "</svg>\n";
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
