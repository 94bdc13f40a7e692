package org.doorstep.hub.passes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.hub.keeping.PassName;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;

/// The passes and cards this hub has seen, each under a number of its own. For the writer's thread
/// only.
///
/// A pass needs no introduction: one that the hub has not heard of (it was restored, or the issue
/// is still on its way) is counted like any other.
public final class PassRegister implements Projection {
    /// A busy hub's year; beyond it the least used are looked up again.
    private static final int MOST_REMEMBERED = 20_000;

    /// No l, o, i or u: nobody should have to ask whether it is a digit, and it spells nothing.
    private static final String SYMBOL_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int SYMBOL_LENGTH = 5;

    /// Before the row of the pass, and so never a pass's own name.
    private static final String STOPPED = "stopped:";

    private final SealedCards sealedCards;
    private final Map<String, Pass> byName = bounded();
    private final Map<Long, Pass> byRow = bounded();
    private long renamed;

    /// A pass's number here, and the first day it came, if it has come.
    public record Pass(long row, String name, Optional<String> firstDay) {}

    public PassRegister(SealedCards sealedCards) {
        this.sealedCards = sealedCards;
    }

    /// The pass of that credential, entered if it is new. Throws [UnknownCardException] for a
    /// sealed card that this hub cannot open.
    public Pass of(Connection connection, Credential credential) throws SQLException {
        return of(connection, named(credential));
    }

    /// The pass of that name, entered if it is new.
    public Pass named(Connection connection, String name) throws SQLException {
        return of(connection, new PassName(name.indexOf(':') < 0 ? PassName.Kind.CODE : PassName.Kind.CARD, name));
    }

    /// The row under which that pass is counted from when it was stopped on: somebody, and not who
    /// lost it.
    public Pass stopped(Connection connection, Pass pass) throws SQLException {
        String name = STOPPED + pass.row;
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO pass (kind, name, symbol)
                SELECT kind, ?, ?
                FROM pass
                WHERE id = ?
                ON CONFLICT (name) DO NOTHING
                """)) {
            insert.setString(1, name);
            insert.setString(2, symbol(name));
            insert.setLong(3, pass.row);
            insert.executeUpdate();
        }
        return inRow(connection, stoppedIfAny(connection, pass.row).orElseThrow());
    }

    /// The row of [#stopped], if anything was ever counted under it.
    public Optional<Long> stoppedIfAny(Connection connection, long pass) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM pass WHERE name = ?")) {
            select.setString(1, STOPPED + pass);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
            }
        }
    }

    /// Sets the first day; empty if the pass has no visit any more.
    public void setFirstDay(Connection connection, Pass pass, Optional<String> day) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE pass SET first_day = ? WHERE id = ?")) {
            update.setString(1, day.orElse(null));
            update.setLong(2, pass.row);
            update.executeUpdate();
        }
        remember(new Pass(pass.row, pass.name, day));
    }

    /// The pass in that row.
    public Pass inRow(Connection connection, long row) throws SQLException {
        Pass known = byRow.get(row);
        if (known != null) {
            return known;
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT name, first_day FROM pass WHERE id = ?")) {
            select.setLong(1, row);
            try (ResultSet found = select.executeQuery()) {
                found.next();
                return remember(new Pass(row, found.getString(1), Optional.ofNullable(found.getString(2))));
            }
        }
    }

    @Override
    public void project(Connection connection, Envelope event) throws SQLException {
        if (event.data() instanceof HubEvent.PassIssued issued) {
            Pass pass = of(connection, PassName.of(issued.pass()));
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE pass SET issued_by = ?, issued_at = ? WHERE id = ?")) {
                update.setString(1, event.source().device().value());
                update.setLong(2, event.time().toEpochMilli());
                update.setLong(3, pass.row);
                update.executeUpdate();
            }
        }
    }

    @Override
    public void flush(Connection connection) {
        // Written as it comes.
    }

    @Override
    public void forget() {
        byName.clear();
        byRow.clear();
    }

    @Override
    public void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM pass");
        }
        forget();
    }

    /// The pass of that name becomes nobody's: it keeps its row, and with that all that was counted
    /// of it.
    void rename(Connection transaction, PassName before, PassName after) throws SQLException {
        renamed++;
        byName.remove(before.name());
        // Each of the two forgets on its own what was least used, so one may have it and the other not.
        byRow.values().removeIf(pass -> pass.name.equals(before.name()));
        try (PreparedStatement update =
                transaction.prepareStatement("UPDATE pass SET name = ?, symbol = ? WHERE name = ?")) {
            update.setString(1, after.name());
            update.setString(2, symbol(after.name()));
            update.setString(3, before.name());
            update.executeUpdate();
        }
    }

    /// No row of that name: nothing was counted of it yet.
    void remove(Connection transaction, PassName name) throws SQLException {
        try (PreparedStatement delete = transaction.prepareStatement("DELETE FROM pass WHERE name = ?")) {
            delete.setString(1, name.name());
            delete.executeUpdate();
        }
    }

    /// How often a pass of this program's time became nobody's: who remembers anything by names asks.
    public long renamed() {
        return renamed;
    }

    /// The name of the pass in that row, as its keeper has it; empty if there is no such row.
    Optional<PassName> nameInRow(Connection connection, long row) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT kind, name FROM pass WHERE id = ?")) {
            select.setLong(1, row);
            try (ResultSet found = select.executeQuery()) {
                return found.next()
                        ? Optional.of(new PassName(PassName.Kind.stored(found.getString(1)), found.getString(2)))
                        : Optional.empty();
            }
        }
    }

    private Pass of(Connection connection, PassName named) throws SQLException {
        Pass known = byName.get(named.name());
        return known != null ? known : remember(readOrEnter(connection, named));
    }

    private Pass remember(Pass pass) {
        byName.put(pass.name, pass);
        byRow.put(pass.row, pass);
        return pass;
    }

    private static <K> Map<K, Pass> bounded() {
        return new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Pass> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };
    }

    private PassName named(Credential credential) {
        return switch (credential) {
            case Credential.Pass pass -> PassName.of(pass.pass());
            case Credential.Token token -> PassName.of(token);
            case Credential.Sealed sealed ->
                named(sealedCards.token(sealed).orElseThrow(() -> new UnknownCardException(sealed.key())));
        };
    }

    private static Pass readOrEnter(Connection connection, PassName named) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO pass (kind, name, symbol)
                        VALUES (?, ?, ?)
                        ON CONFLICT (name) DO NOTHING
                        """);
                PreparedStatement select =
                        connection.prepareStatement("SELECT id, first_day FROM pass WHERE name = ?")) {
            insert.setString(1, named.kind().stored());
            insert.setString(2, named.name());
            insert.setString(3, symbol(named.name()));
            insert.executeUpdate();
            select.setString(1, named.name());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Pass(row.getLong(1), named.name(), Optional.ofNullable(row.getString(2)));
            }
        }
    }

    /// What a list shows in place of a name: from the pass alone, so that a rebuilt hub shows the
    /// same.
    static String symbol(String name) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256")
                    .digest(("doorstep-symbol-v1" + name).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256; this one says it has not.", e);
        }
        StringBuilder symbol = new StringBuilder(SYMBOL_LENGTH);
        for (int i = 0; i < SYMBOL_LENGTH; i++) {
            symbol.append(SYMBOL_LETTERS.charAt(digest[i] & 31));
        }
        return symbol.toString();
    }
}
