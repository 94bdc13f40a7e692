package org.doorstep.hub.paper;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.doorstep.hub.passes.Blanks;
import org.doorstep.hub.passes.PassSigner;
import org.doorstep.relay.store.Database;

/// Passes for paper: made, and written down before they leave, as a kiosk's blanks are. Nobody's
/// until they are first shown to a kiosk, which counts them as it counts any pass. Safe for all
/// threads.
///
/// The codes are not kept: a sheet printed again would be two people with one pass. Whoever wants
/// more makes more.
public final class PaperPasses {
    /// A box of labels, and more than a hub gives out in a season.
    static final int MOST_SHEETS = 10;

    /// What the page shows: older sheets are used up or forgotten.
    private static final int MOST_SHOWN = 50;

    private final Database database;
    private final PassSigner signer;
    private final InstantSource clock;

    /// Sheets made together; `first` is the first one's number.
    record Made(long first, List<PassSigner.Signed> passes) {
        Made {
            passes = List.copyOf(passes);
        }
    }

    /// One sheet, and how many of its passes have been shown to a kiosk.
    record Sheet(long number, SheetKind kind, Instant at, int passes, int used) {}

    public PaperPasses(Database database, PassSigner signer, InstantSource clock) {
        this.database = database;
        this.signer = signer;
        this.clock = clock;
    }

    /// New passes for so many sheets.
    Made make(SheetKind kind, int sheets) {
        if (sheets < 1 || sheets > MOST_SHEETS) {
            throw new IllegalArgumentException("At once 1 to " + MOST_SHEETS + " sheets are made.");
        }
        List<PassSigner.Signed> passes = signer.make(sheets * kind.passes());
        Instant now = clock.instant();
        long first = database.write(handle -> {
            long number = handle.createQuery("SELECT coalesce(max(id), 0) + 1 FROM paper_sheet")
                    .mapTo(long.class)
                    .one();
            for (int sheet = 0; sheet < sheets; sheet++) {
                handle.execute(
                        "INSERT INTO paper_sheet (id, kind, at) VALUES (?, ?, ?)",
                        number + sheet,
                        kind.text(),
                        now.toEpochMilli());
                int from = sheet * kind.passes();
                Blanks.write(handle, passes.subList(from, from + kind.passes()), holder(number + sheet), now);
            }
            return number;
        });
        return new Made(first, passes);
    }

    /// The latest first.
    List<Sheet> sheets() {
        return database.read(handle -> handle.createQuery("""
                        SELECT sheet.id, sheet.kind, sheet.at, count(blank.pass) AS passes, count(pass.first_day) AS used
                        FROM (SELECT * FROM paper_sheet ORDER BY id DESC LIMIT :most) sheet
                        LEFT JOIN blank ON blank.device = 'paper/' || sheet.id
                        LEFT JOIN pass ON pass.name = blank.pass
                        GROUP BY sheet.id
                        ORDER BY sheet.id DESC
                        """)
                .bind("most", MOST_SHOWN)
                .map((row, context) -> new Sheet(
                        row.getLong("id"),
                        SheetKind.parse(row.getString("kind")).orElseThrow(),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getInt("passes"),
                        row.getInt("used")))
                .list());
    }

    /// Where a kiosk's blanks have its id. No device is called so: an id has no slash.
    private static String holder(long sheet) {
        return "paper/" + sheet;
    }
}
