package org.doorstep.hub.paper;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What is printed on a sheet of A4, and where: pieces in a grid, in millimetres.
enum SheetKind {
    /// The size of a bank card (ISO/IEC 7810 ID-1 is 85.6 by 54), so that it fits a purse. Plain
    /// card, cut by hand.
    CARDS(2, 5, 85, 54, 0),
    /// The common sheet of 24 labels, 63.5 by 33.9 (Avery L7159 and what is like it): stuck on a
    /// phone or a key.
    STICKERS(3, 8, 63.5, 33.9, 2.5);

    static final double PAGE_WIDTH = 210;
    static final double PAGE_HEIGHT = 297;

    final int columns;
    final int rows;
    final double width;
    final double height;
    private final double gap;

    SheetKind(int columns, int rows, double width, double height, double gap) {
        this.columns = columns;
        this.rows = rows;
        this.width = width;
        this.height = height;
        this.gap = gap;
    }

    /// As it stands in the form, the file's name and the database.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SheetKind> parse(String text) {
        return Stream.of(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    int passes() {
        return columns * rows;
    }

    /// The left edge of a column, from the left of the page: the grid stands in the middle.
    double left(int column) {
        return (PAGE_WIDTH - columns * width - (columns - 1) * gap) / 2 + column * (width + gap);
    }

    /// The top edge of a row, from the top of the page.
    double top(int row) {
        return (PAGE_HEIGHT - rows * height) / 2 + row * height;
    }

    /// A code's side, quiet zone included: it stands at the right of its piece, half way down.
    double code() {
        return isCut() ? width / 2 : height - 3;
    }

    /// Cards are cut from a plain sheet; stickers are cut already.
    boolean isCut() {
        return this == CARDS;
    }
}
