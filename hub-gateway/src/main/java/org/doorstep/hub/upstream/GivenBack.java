package org.doorstep.hub.upstream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.doorstep.hub.disclosure.Gate;
import org.doorstep.relay.contract.figures.FigureBatch;
import org.doorstep.relay.contract.figures.FigureCell;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.contract.figures.FigureLedger;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A hub that was restored from an older copy has forgotten what it told since, and would tell it
/// otherwise. The area gives it back, page by page, before anything new is told
/// (docs/decisions/0064). Of the sending's thread alone.
final class GivenBack {
    private static final Logger LOG = LoggerFactory.getLogger(GivenBack.class);

    /// 800,000 rows: ten years of a busy hub. A longer one is not this hub's.
    private static final int MOST_PAGES = 2_000;

    private final Database database;
    private final Gate gate;

    /// Whether all that was asked for came.
    private enum Came {
        ALL,
        NOT_ALL,
        NOT_NOW
    }

    GivenBack(Database database, Gate gate) {
        this.database = database;
        this.gate = gate;
    }

    /// Asks for what this hub lacks of what was told, where the area is at a row that is not in
    /// this ledger. Returns the row to go on from; empty if the area went away meanwhile.
    OptionalLong from(AreaServer area, FigureCursor cursor) {
        long last = database.<Long>read(gate::last);
        boolean sameLedger = cursor.ledger().equals(database.<String>read(gate::ledgerId));
        if (sameLedger && last < cursor.through()) {
            List<FigureBatch.Row> rows = new ArrayList<>();
            Came came = pages(area, cursor, last, rows::add);
            if (came == Came.NOT_NOW) {
                return OptionalLong.empty();
            }
            if (came == Came.ALL && database.<Boolean>write(handle -> goneOn(handle, rows, cursor))) {
                LOG.info("The area has given back {} figures that this hub had told and forgotten.", rows.size());
                return OptionalLong.of(cursor.through());
            }
        }
        Map<FigureCell, FigureBatch.Row> words = new HashMap<>();
        Came came = pages(area, cursor, 0, row -> words.put(row.cell(), row));
        if (came == Came.NOT_NOW) {
            return OptionalLong.empty();
        }
        database.write(handle -> {
            if (came == Came.ALL) {
                int taken = gate.takeWords(handle, words.values());
                LOG.info("This ledger went another way than the area's: {} figures stand as the area was told.", taken);
                lookAtAll(handle);
            } else {
                LOG.warn("The area could not give back what this hub told: it is told anew, from the ledger here.");
            }
            return gate.newLedgerId(handle);
        });
        return OptionalLong.of(0);
    }

    private boolean goneOn(Handle handle, List<FigureBatch.Row> rows, FigureCursor cursor) {
        boolean taken = gate.takeBack(handle, rows, cursor.chain());
        if (taken) {
            lookAtAll(handle);
        }
        return taken;
    }

    /// What was told is not what was counted when it was looked at last.
    private static void lookAtAll(Handle handle) {
        handle.execute("UPDATE upstream SET revision = 0");
    }

    private static Came pages(AreaServer area, FigureCursor cursor, long after, Consumer<FigureBatch.Row> each) {
        long at = after;
        for (int page = 0; page < MOST_PAGES && at < cursor.through(); page++) {
            switch (area.ledger(at)) {
                case AreaServer.Compared.Answered<FigureLedger>(FigureLedger said) -> {
                    boolean next = said.ledger().equals(cursor.ledger()) && said.after() == at;
                    if (!next || said.rows().isEmpty()) {
                        return Came.NOT_ALL;
                    }
                    said.rows().forEach(each);
                    at = said.through();
                }
                case AreaServer.Compared.TooOld<FigureLedger> old -> {
                    return Came.NOT_ALL;
                }
                case AreaServer.Compared.Elsewhere<FigureLedger> elsewhere -> {
                    return Came.NOT_NOW;
                }
                case AreaServer.Compared.Away<FigureLedger> away -> {
                    return Came.NOT_NOW;
                }
            }
        }
        return at == cursor.through() ? Came.ALL : Came.NOT_ALL;
    }
}
