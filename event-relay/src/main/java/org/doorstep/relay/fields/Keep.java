package org.doorstep.relay.fields;

import java.time.Period;

/// How long a kind of personal data is kept, as the file of fields says it, and what happens then.
public sealed interface Keep {
    /// Until its resident has not come for so long, or asks to be forgotten; then everything of
    /// theirs is erased.
    record UntilUnseen(Period period) implements Keep {}

    /// For so long from the instant in the table's dated column; then the row goes.
    record RowFor(Period period) implements Keep {}

    /// For so long from the instant in the table's dated column; then the value is emptied and the
    /// row stays.
    record ValueFor(Period period) implements Keep {}

    /// As long as its feature uses it, which lets it go by itself; `why` says when that is.
    record InUse(String why) implements Keep {}

    /// Whether it is counted from a column of the table.
    default boolean dated() {
        return switch (this) {
            case RowFor _, ValueFor _ -> true;
            case UntilUnseen _, InUse _ -> false;
        };
    }
}
