package org.doorstep.hub.booking.feeds;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.hub.paper.Drawing;

/// One line of tomorrow's sheet: a thing as a heading, or a time and what is then. In millimetres;
/// letters in points, large enough to be read on a wall at arm's length.
record SheetLine(boolean isHeading, String when, String what) {
    private static final double MARGIN = 18;
    private static final double TOP = 38;
    private static final double HEIGHT = 8;
    private static final double WHEN = 42;
    private static final double ROOM = 210 - 2 * MARGIN;
    private static final double HEAD = 17;
    private static final double HEADING = 13;
    private static final double BODY = 11;
    private static final double SMALL = 9;
    private static final double FOOT = 285;

    /// Down to the foot.
    private static final int LINES = 29;

    static SheetLine heading(String thing) {
        return new SheetLine(true, "", thing);
    }

    static SheetLine of(String when, String what) {
        return new SheetLine(false, when, what);
    }

    /// As many as there is room for on each, and no heading alone at the foot of one.
    static List<List<SheetLine>> pages(List<SheetLine> lines) {
        List<List<SheetLine>> pages = new ArrayList<>();
        List<SheetLine> page = new ArrayList<>();
        for (SheetLine line : lines) {
            if (page.size() == LINES || line.isHeading && page.size() == LINES - 1) {
                pages.add(page);
                page = new ArrayList<>();
            }
            page.add(line);
        }
        pages.add(page);
        return pages;
    }

    static void drawHead(Drawing on, String title, String made) throws IOException {
        double down = on.lines(title, MARGIN, MARGIN - 4, ROOM, HEAD, 2);
        on.lines(made, MARGIN, down + 1, ROOM, SMALL, 1);
    }

    static void drawFoot(Drawing on, String page) throws IOException {
        on.text(page, MARGIN, FOOT, SMALL);
    }

    static void draw(Drawing on, List<SheetLine> lines) throws IOException {
        double down = TOP;
        for (SheetLine line : lines) {
            if (line.isHeading) {
                on.lines(line.what, MARGIN, down + 1, ROOM, HEADING, 1);
                on.line(MARGIN, down + HEIGHT - 1, MARGIN + ROOM, down + HEIGHT - 1);
            } else {
                on.lines(line.when, MARGIN + 2, down + 1, WHEN, BODY, 1);
                on.lines(line.what, MARGIN + WHEN, down + 1, ROOM - WHEN, BODY, 1);
            }
            down += HEIGHT;
        }
        on.hairlines();
    }
}
