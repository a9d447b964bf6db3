package io.jenkins.plugins.dataclone.pictures;

import java.util.Locale;

/**
 * One run of {@code withDataClone} over time, drawn to scale. The lengths were measured one by one with the real Manila (LVM),
 * Magnum (swarm) and Docker; the body's is made up.
 */
final class RunPicture {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 470;
    private static final double LEFT = 132;
    private static final double PIXELS_PER_SECOND = 4.1;
    private static final double TOP = 64;
    private static final double LANE = 52;
    private static final double BAR = 24;

    // seconds
    private static final double SNAPSHOT_READY = 3;
    private static final double CLONE_READY = 18;
    private static final double ACCESS_ACTIVE = 20.5;
    private static final double BAY_READY = 78;
    private static final double STACK_READY = 84;
    private static final double BODY_END = 132;
    private static final double STACK_GONE = 135;
    private static final double CLONE_GONE = 141;
    private static final double SNAPSHOT_GONE = 145;
    private static final double BAY_GONE = 178;
    private static final double END = 204;

    private final Palette palette;
    private final Svg svg = new Svg(
            WIDTH,
            HEIGHT,
            "A run of withDataClone",
            "A production share is snapshotted and cloned while a bay is created; the stack is deployed on the bay with the"
                    + " clone as its volume; the steps of the block run; then stack, clone, snapshot and bay are removed and"
                    + " confirmed gone. The ledger is written before each call.");

    private RunPicture(Palette palette) {
        this.palette = palette;
    }

    static String draw(Palette palette) {
        return new RunPicture(palette).draw();
    }

    private String draw() {
        patterns();
        svg.box(0, 0, WIDTH, HEIGHT, 10, fill(palette.ground()));
        phases();
        lanes();
        links();
        production();
        life(1, palette.data(), 0, SNAPSHOT_READY, CLONE_GONE, SNAPSHOT_GONE, "snapshot, ready after 3 s");
        life(2, palette.data(), SNAPSHOT_READY, ACCESS_ACTIVE, STACK_GONE, CLONE_GONE, "clone, mountable after 20 s");
        life(3, palette.bay(), 0, BAY_READY, STACK_GONE, BAY_GONE, "");
        inside(3, STACK_READY, palette.ground(), "Magnum cluster");
        inside(3, 1.5, palette.ink(), "Heat resources 10 %, 20 %, 30 % ...");
        life(4, palette.stack(), BAY_READY, STACK_READY, BODY_END, STACK_GONE, "services healthy");
        life(5, palette.body(), STACK_READY, STACK_READY, BODY_END, BODY_END, "sh './integration-tests'");
        ledger();
        axis();
        return svg.done();
    }

    private void patterns() {
        svg.raw("<defs>");
        for (String colour : new String[] {palette.data(), palette.bay(), palette.stack()}) {
            svg.raw("<pattern id=\"" + id(colour) + "\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\""
                    + " patternTransform=\"rotate(45)\"><rect width=\"8\" height=\"8\" fill=\"" + colour
                    + "\" fill-opacity=\"0.16\"/><rect width=\"3\" height=\"8\" fill=\"" + colour
                    + "\" fill-opacity=\"0.38\"/></pattern>");
        }
        svg.raw("<marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\""
                + " orient=\"auto\"><path d=\"M0 0 L8 4 L0 8 z\" fill=\"" + palette.faint() + "\"/></marker>");
        svg.raw("</defs>");
    }

    /** What happens when, above the lanes. */
    private void phases() {
        phase(0, STACK_READY, "prepare: clone and bay side by side, then the stack");
        phase(STACK_READY, BODY_END, "your steps");
        phase(BODY_END, BAY_GONE, "remove, dependants first");
    }

    private void phase(double from, double to, String text) {
        double y = TOP - 22;
        svg.path(
                String.format(Locale.ROOT, "M%.1f %.1f v-6 H%.1f v6", x(from) + 2, y + 8, x(to) - 2),
                "fill=\"none\" stroke=\"" + palette.faint() + "\" stroke-width=\"1.2\"");
        svg.text((x(from) + x(to)) / 2, y - 7, 13, fill(palette.ink()) + " text-anchor=\"middle\"", text);
    }

    private void lanes() {
        String[][] names = {
            {"Production", "Manila share"},
            {"Snapshot", "of the share"},
            {"Clone", "share of the build"},
            {"Bay", "of the build"},
            {"Stack", "Compose file"},
            {"Body", "of the block"},
            {"Ledger", "before each call"},
        };
        for (int i = 0; i < names.length; i++) {
            svg.box(LEFT - 8, lane(i) + 2, WIDTH - LEFT - 6, LANE - 4, 6, fill(palette.lane()));
            svg.text(16, lane(i) + 23, 14, fill(palette.ink()) + " font-weight=\"600\"", names[i][0]);
            svg.text(16, lane(i) + 39, 11, fill(palette.faint()), names[i][1]);
        }
    }

    private void production() {
        double y = bar(0);
        svg.box(
                x(0) - 4,
                y,
                x(END) - x(0) + 8,
                BAR,
                5,
                fill(palette.production()) + " fill-opacity=\"0.18\" stroke=\"" + palette.production() + "\"");
        svg.text(
                x(SNAPSHOT_READY) + 14,
                y + 16.5,
                13,
                fill(palette.ink()),
                "goes on working: it is read and snapshotted, and never written to");
    }

    /** A bar that is made, is there, and is removed. */
    private void life(int lane, String colour, double from, double ready, double leaving, double gone, String text) {
        double y = bar(lane);
        if (ready > from) {
            svg.box(x(from), y, x(ready) - x(from), BAR, 4, "fill=\"url(#" + id(colour) + ")\"");
        }
        svg.box(x(ready), y, x(leaving) - x(ready), BAR, 4, fill(colour));
        if (!text.isEmpty()) {
            inside(lane, ready, palette.ground(), text);
        }
        if (gone > leaving) {
            svg.box(
                    x(leaving),
                    y,
                    x(gone) - x(leaving),
                    BAR,
                    4,
                    "fill=\"none\" stroke=\"" + colour + "\" stroke-dasharray=\"3 3\"");
            confirmed(x(gone) + 13, y + BAR / 2);
        }
    }

    private void confirmed(double x, double y) {
        svg.circle(x, y, 8, fill(palette.gone()));
        svg.path(
                String.format(Locale.ROOT, "M%.1f %.1f l2.6 2.8 l4.8 -5.4", x - 3.6, y + 0.4),
                "fill=\"none\" stroke=\"" + palette.ground()
                        + "\" stroke-width=\"1.8\" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
        svg.text(x + 12, y + 4, 11, fill(palette.faint()), "confirmed gone");
    }

    private void inside(int lane, double from, String colour, String text) {
        svg.text(x(from) + 9, bar(lane) + 16.5, 13, fill(colour), text);
    }

    /** What is made of what. */
    private void links() {
        link(0, 0.9, 1);
        link(1, SNAPSHOT_READY + 0.9, 2);
        link(2, BAY_READY + 2.2, 4);
        link(3, BAY_READY + 4, 4);
        link(4, STACK_READY + 1.5, 5);
        svg.text(
                x(BAY_READY) + 4,
                lane(3) + 4,
                11,
                fill(palette.faint()) + " text-anchor=\"end\"",
                "as a volume of the stack");
    }

    private void link(int from, double seconds, int to) {
        svg.path(
                String.format(Locale.ROOT, "M%.1f %.1f V%.1f", x(seconds), bar(from) + BAR, bar(to) - 2),
                "stroke=\"" + palette.faint() + "\" stroke-width=\"1.4\" marker-end=\"url(#tip)\"");
    }

    /** A dot for each time that the ledger is written. */
    private void ledger() {
        double y = lane(6) + LANE / 2;
        svg.path(
                String.format(Locale.ROOT, "M%.1f %.1f H%.1f", x(0), y, x(BAY_GONE)),
                "stroke=\"" + palette.faint() + "\" stroke-width=\"1\" stroke-opacity=\"0.6\"");
        double[] writes = {
            0,
            1.2,
            SNAPSHOT_READY,
            SNAPSHOT_READY + 1.2,
            CLONE_READY,
            CLONE_READY + 1.2,
            ACCESS_ACTIVE,
            BAY_READY,
            BAY_READY + 1.2,
            STACK_READY,
            BODY_END,
            BODY_END + 1.2,
            STACK_GONE,
            STACK_GONE + 1.2,
            CLONE_GONE,
            CLONE_GONE + 1.2,
            SNAPSHOT_GONE,
            BAY_GONE
        };
        for (double write : writes) {
            svg.circle(x(write), y, 3, fill(palette.ink()));
        }
    }

    private void axis() {
        double y = lane(7) + 16;
        for (int seconds = 0; seconds <= 180; seconds += 30) {
            String label = seconds == 0 ? "start" : seconds < 60 ? seconds + " s" : minutes(seconds);
            svg.text(x(seconds), y, 11, fill(palette.faint()) + " text-anchor=\"middle\"", label);
        }
    }

    private static String minutes(int seconds) {
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    private static double x(double seconds) {
        return LEFT + 4 + seconds * PIXELS_PER_SECOND;
    }

    private static double lane(int index) {
        return TOP + index * LANE;
    }

    private static double bar(int lane) {
        return lane(lane) + (LANE - BAR) / 2;
    }

    private static String fill(String colour) {
        return "fill=\"" + colour + "\"";
    }

    private static String id(String colour) {
        return "made-" + colour.substring(1);
    }
}
