package org.doorstep.hub.booking.loans;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.doorstep.hub.booking.claims.Holder;
import org.jdbi.v3.core.Handle;

/// What somebody who works here says of a tool. Methods run in the caller's transaction.
final class Said {
    /// A sentence or two.
    static final int MOST_NOTE = 200;

    /// The words are stored: add, never rename.
    enum What {
        TAKEN("taken", ""),
        BROUGHT_FINE("brought", "fine"),
        BROUGHT_NEEDS_CARE("brought", "care"),
        BROUGHT_BROKEN("brought", "broken"),
        MENDED("mended", ""),
        LOOKED_OVER("looked-over", ""),
        BLOCKED("blocked", "");

        private final String stored;
        private final String state;

        What(String stored, String state) {
            this.stored = stored;
            this.state = state;
        }

        static Optional<What> of(String name) {
            return Stream.of(values()).filter(what -> what.name().equals(name)).findFirst();
        }
    }

    /// No I, L, O or U: it is read aloud when the code is scratched (Crockford's base 32).
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// A thousand million: two labels of a hub are alike only if somebody meant them to be.
    private static final int LABEL_LENGTH = 6;

    static final String WITHOUT_LABEL = """
            SELECT DISTINCT unit.id
            FROM unit
            JOIN bookable_unit ON bookable_unit.unit = unit.id
            JOIN bookable ON bookable.id = bookable_unit.bookable AND bookable.kind = 'tool' AND bookable.retired = 0
            WHERE unit.label IS NULL
            ORDER BY unit.id
            """;

    private Said() {}

    /// False, and nothing is written, if no tool has that label.
    static boolean of(
            Handle transaction, String label, What what, Holder holder, String byName, String note, Instant now) {
        String pass = holder instanceof Holder.Resident(String name) ? name : "";
        Long party = holder instanceof Holder.Party(long id) ? id : null;
        return transaction
                        .createUpdate("""
                                INSERT INTO tool_said (label, what, state, pass, party, at, by_name, note)
                                SELECT label, :what, :state, :pass, :party, :at, :by, :note
                                FROM unit
                                WHERE label = :label
                                """)
                        .bind("label", label)
                        .bind("what", what.stored)
                        .bind("state", what.state)
                        .bind("pass", pass)
                        .bind("party", party)
                        .bind("at", now.toEpochMilli())
                        .bind("by", byName)
                        .bind("note", note)
                        .execute()
                == 1;
    }

    /// The pass with those five letters, if exactly one has them and it is somebody's.
    static Optional<Holder.Resident> withSymbol(Handle handle, String symbol) {
        List<String> names = handle.createQuery("""
                        SELECT pass.name
                        FROM pass
                        JOIN keeper ON keeper.name = pass.name
                        WHERE pass.symbol = :symbol
                        LIMIT 2
                        """)
                .bind("symbol", symbol.strip().toUpperCase(Locale.ROOT))
                .mapTo(String.class)
                .list();
        return names.size() == 1 ? Optional.of(new Holder.Resident(names.getFirst())) : Optional.empty();
    }

    /// Every unit of a tool that has no label yet gets one. How many.
    static int labelAll(Handle transaction, RandomGenerator random) {
        List<Long> without =
                transaction.createQuery(WITHOUT_LABEL).mapTo(Long.class).list();
        for (long unit : without) {
            String label = label(random);
            while (isUsed(transaction, label)) {
                label = label(random);
            }
            transaction.execute("UPDATE unit SET label = ? WHERE id = ?", label, unit);
        }
        return without.size();
    }

    private static String label(RandomGenerator random) {
        StringBuilder letters = new StringBuilder(LABEL_LENGTH);
        for (int i = 0; i < LABEL_LENGTH; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }

    /// Also by a tool that was thrown away: what is told of its label stays its own.
    private static boolean isUsed(Handle handle, String label) {
        return handle.createQuery("""
                        SELECT (SELECT count(*) FROM unit WHERE label = :label)
                             + (SELECT count(*) FROM tool_history WHERE label = :label)
                        """).bind("label", label).mapTo(Long.class).one() > 0;
    }
}
