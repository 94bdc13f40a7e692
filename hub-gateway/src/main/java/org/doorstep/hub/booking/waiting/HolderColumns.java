package org.doorstep.hub.booking.waiting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.doorstep.hub.booking.claims.Holder;

/// A holder as two columns have them: the name of a pass, '' if none, and a group's row, NULL if none.
record HolderColumns(String pass, Optional<Long> party) {
    static HolderColumns of(Holder holder) {
        return switch (holder) {
            case Holder.Resident(String pass) -> new HolderColumns(pass, Optional.empty());
            case Holder.Party(long id) -> new HolderColumns("", Optional.of(id));
            case Holder.Nobody() -> new HolderColumns("", Optional.empty());
        };
    }

    static Holder in(ResultSet row) throws SQLException {
        String pass = row.getString("pass");
        long party = row.getLong("party");
        if (!row.wasNull()) {
            return new Holder.Party(party);
        }
        return pass.isEmpty() ? new Holder.Nobody() : new Holder.Resident(pass);
    }
}
