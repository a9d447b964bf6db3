package io.jenkins.plugins.dataclone.ui;

import io.jenkins.plugins.dataclone.model.ResourceKind;
import io.jenkins.plugins.dataclone.ui.Timeline.Bar;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Draws a {@link Timeline} as SVG 1.1. It has neither style sheet nor script, so that no policy keeps a browser from showing it, and
 * colours that can be read on a light and on a dark page.
 */
final class TimelineSvg {
    /** Media type of the answer. */
    static final String TYPE = "image/svg+xml;charset=UTF-8";

    private static final int WIDTH = 960;
    private static final int LEFT = 150;
    private static final int RIGHT = 20;
    private static final int TOP = 34;
    private static final int ROW = 26;
    private static final int BAR = 14;
    private static final int BOTTOM = 34;
    private static final int MOST_TICKS = 8;
    private static final int MOST_LABEL = 20;
    private static final String INK = "#737a83";
    private static final String FAILED = "#d1242f";
    /** Distances between the marks of the scale, in seconds. */
    private static final List<Integer> STEPS = List.of(
            1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800,
            604_800);

    private final Timeline timeline;
    private final StringBuilder out = new StringBuilder(4096);

    private TimelineSvg(Timeline timeline) {
        this.timeline = timeline;
    }

    static String of(Timeline timeline) {
        return new TimelineSvg(timeline).draw();
    }

    private String draw() {
        int height = TOP + ROW * Math.max(1, timeline.bars().size()) + BOTTOM;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " font-family=\"system-ui, sans-serif\" font-size=\"12\">",
                WIDTH, height, WIDTH, height);
        add("<title>%s</title>", escaped(Messages.Timeline_Title()));
        scale(height - BOTTOM);
        if (timeline.bars().isEmpty()) {
            text(LEFT + 6, TOP + ROW / 2 + 4, "start", Messages.Timeline_Empty());
        }
        for (int i = 0; i < timeline.bars().size(); i++) {
            row(timeline.bars().get(i), TOP + i * ROW);
        }
        legend(height - 10);
        return out + "</svg>\n";
    }

    private void scale(int bottom) {
        long seconds = Math.max(1, timeline.length().toSeconds());
        long step = STEPS.stream()
                .mapToLong(Integer::longValue)
                .filter(s -> seconds / s <= MOST_TICKS)
                .findFirst()
                .orElse(seconds / MOST_TICKS);
        for (long at = 0; at <= seconds; at += step) {
            double x = x(timeline.start().plusSeconds(at));
            add(
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\" stroke-opacity=\"0.3\"/>",
                    x, TOP - 6, x, bottom, INK);
            text(x, TOP - 12, "middle", at == 0 ? "0" : Times.length(Duration.ofSeconds(at)));
        }
    }

    private void row(Bar bar, int y) {
        text(LEFT - 8, y + BAR - 2, "end", shortened(bar.label()));
        Instant end = bar.ended() == null ? timeline.end() : bar.ended();
        Instant usable = bar.ready() == null ? end : bar.ready();
        String colour = bar.failed() ? FAILED : colour(bar.kind());
        add("<g><title>%s</title>", escaped(told(bar)));
        box(bar.asked(), usable, y, colour, 0.45);
        if (bar.ready() != null) {
            box(bar.ready(), end, y, colour, 1);
        }
        add("</g>");
    }

    private void box(Instant from, Instant to, int y, String colour, double opacity) {
        double width = Math.max(1.5, x(to) - x(from));
        add(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\" fill-opacity=\"%.2f\"/>",
                x(from), y, width, BAR, colour, opacity);
    }

    private void legend(int y) {
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"18\" height=\"10\" rx=\"2\" fill=\"%s\" fill-opacity=\"0.45\"/>",
                LEFT, y - 9, INK);
        text(LEFT + 24, y, "start", Messages.Timeline_OnItsWay());
        add("<rect x=\"%d\" y=\"%d\" width=\"18\" height=\"10\" rx=\"2\" fill=\"%s\"/>", LEFT + 150, y - 9, INK);
        text(LEFT + 174, y, "start", Messages.Timeline_There());
    }

    private void text(double x, int y, String anchor, String text) {
        add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>", x, y, anchor, INK, escaped(text));
    }

    /** What a pointer that rests on the bar is told. */
    private static String told(Bar bar) {
        StringBuilder told = new StringBuilder(bar.name());
        told.append(": ").append(Messages.Timeline_Asked(Times.second(bar.asked())));
        if (bar.ready() != null) {
            told.append(", ").append(Messages.Timeline_Ready(Times.length(Duration.between(bar.asked(), bar.ready()))));
        }
        if (bar.ended() != null) {
            told.append(", ").append(Messages.Timeline_Gone(Times.second(bar.ended())));
        }
        return told.toString();
    }

    private double x(Instant moment) {
        double share = (double) Duration.between(timeline.start(), moment).toMillis()
                / Math.max(1, timeline.length().toMillis());
        return LEFT + Math.min(1, Math.max(0, share)) * (WIDTH - LEFT - RIGHT);
    }

    private static String colour(ResourceKind kind) {
        return switch (kind) {
            case SHARE_SNAPSHOT -> "#bf8700";
            case SHARE -> "#218bff";
            case CLUSTER -> "#a475f9";
            case STACK -> "#e85aad";
            default -> "#6e7781";
        };
    }

    private static String shortened(String label) {
        return label.length() <= MOST_LABEL ? label : "\u2026" + label.substring(label.length() - MOST_LABEL + 1);
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
