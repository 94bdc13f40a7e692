package org.doorstep.area.compare;

import java.util.List;

/// What the compare page shows; every text complete.
public record ComparePage(
        List<Choice> figures,
        List<Choice> activities,
        List<Choice> spans,
        List<Panel> panels,
        List<Row> rows,
        String csv) {

    /// An entry of a drop-down list.
    public record Choice(String value, String words, boolean chosen) {}

    /// One hub against itself: a sentence that stands without the picture, and the picture's numbers as JSON; empty if
    /// there is nothing to draw.
    public record Panel(String id, String name, String sentence, String chart) {}

    /// One week, a cell for each hub in the order of the panels.
    public record Row(String week, List<Cell> cells) {}

    /// `note` is said beside the number: so far, incomplete; or empty.
    public record Cell(String text, String note) {}
}
