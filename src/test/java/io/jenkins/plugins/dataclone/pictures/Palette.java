package io.jenkins.plugins.dataclone.pictures;

/**
 * The colours of a picture, for the light and the dark theme of a page.
 *
 * @param ground behind everything
 * @param lane behind the bars
 * @param ink texts
 * @param faint lesser texts and lines
 */
record Palette(
        String ground,
        String lane,
        String ink,
        String faint,
        String production,
        String data,
        String bay,
        String stack,
        String body,
        String gone) {
    static final Palette LIGHT = new Palette(
            "#ffffff", "#f3f5f8", "#1f2328", "#656d76", "#8c6d1f", "#0969da", "#8250df", "#bf3989", "#1a7f37",
            "#1a7f37");
    static final Palette DARK = new Palette(
            "#0d1117", "#161b22", "#e6edf3", "#8d96a0", "#d4a72c", "#4493f8", "#a371f7", "#e275ad", "#3fb950",
            "#3fb950");
}
