package org.doorstep.hub.aboutme;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import org.doorstep.hub.ingest.Projection;
import org.doorstep.hub.passes.PassRegister;
import org.doorstep.relay.contract.AgeBand;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.contract.talk.SmallArea;
import org.doorstep.relay.sealing.OpeningKey;
import org.doorstep.relay.sealing.OpeningKeys;

/// Keeps what residents said of themselves: of each pass and device's store the last word on each thing. For the
/// writer's thread only.
public final class WordBook implements Projection {
    /// The key's name where the hub has opened the words on their arrival, since sealing keys are destroyed in time.
    static final String OPENED = "opened";

    private static final byte[] PURPOSE = ResidentWords.CONTEXT.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING_BESIDE = new byte[0];

    private final PassRegister passes;
    private final OpeningKeys keys;

    public WordBook(PassRegister passes, OpeningKeys keys) {
        this.passes = passes;
        this.keys = keys;
    }

    @Override
    public void project(Connection connection, Envelope event) throws SQLException {
        if (event.data() instanceof HubEvent.ResidentSaid said) {
            Optional<ResidentWords> words = read(said);
            if (words.isPresent() && !words.get().saysNothing()) {
                long pass = passes.of(connection, said.credential()).row();
                if (!StrayPasses.hadBeenStopped(connection, pass, event)) {
                    keep(connection, pass, event, words.get());
                }
            }
        }
    }

    @Override
    public void flush(Connection connection) {
        // Written as it comes.
    }

    @Override
    public void forget() {
        // Nothing is remembered.
    }

    @Override
    public void clear(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM resident_said");
        }
    }

    /// Whoever holds these passes has left.
    public void forget(Connection connection, Collection<Long> ofPasses) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM resident_said WHERE pass = ?")) {
            for (long pass : ofPasses) {
                delete.setLong(1, pass);
                delete.executeUpdate();
            }
        }
    }

    /// Empty where nothing can be read any more: its resident has left, or it was damaged. Throws
    /// [UnknownSealException] where the key it was sealed to is not here, so that it waits for it.
    private Optional<ResidentWords> read(HubEvent.ResidentSaid said) {
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(said.sealed());
            if (said.key().equals(OPENED)) {
                return Optional.of(ResidentWords.read(sealed));
            }
            OpeningKey key = keys.find(said.key()).orElseThrow(() -> new UnknownSealException(said.key()));
            Optional<byte[]> text = key.open(PURPOSE, NOTHING_BESIDE, sealed);
            return text.isEmpty() ? Optional.empty() : Optional.of(ResidentWords.read(text.get()));
        } catch (IllegalArgumentException | WireException e) {
            return Optional.empty();
        }
    }

    /// Takes the same word from what was said there before, unless that was said after it.
    private static void keep(Connection connection, long pass, Envelope event, ResidentWords words)
            throws SQLException {
        Stands stands = new Stands(connection, pass, event);
        boolean nickname = words.saidNickname().isPresent() && stands.isLast("nickname");
        boolean ageBand = words.saidAgeBand().isPresent() && stands.isLast("age_band");
        boolean area = words.saidArea().isPresent() && stands.isLast("area");
        boolean language = words.saidLanguage().isPresent() && stands.isLast("language");
        boolean largeText = words.saidLargeText().isPresent() && stands.isLast("large_text");
        boolean spoken = words.saidSpoken().isPresent() && stands.isLast("spoken");
        boolean screen = words.saidScreen().isPresent() && stands.isLast("screen");
        try (PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO resident_said
                          (pass, store, sequence, at, nickname, age_band, area, decile, language, large_text, spoken,
                           screen)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            insert.setLong(1, pass);
            insert.setString(2, event.store().value());
            insert.setLong(3, event.sequence());
            insert.setLong(4, event.time().toEpochMilli());
            insert.setString(5, nickname ? words.nickname() : null);
            insert.setString(6, ageBand ? words.saidAgeBand().map(AgeBand::text).orElseThrow() : null);
            insert.setString(7, area ? words.area().code() : null);
            insert.setObject(8, area ? words.saidArea().map(SmallArea::decile).orElseThrow() : null, Types.INTEGER);
            insert.setString(9, language ? words.language() : null);
            insert.setObject(10, largeText ? yes(words.largeText()) : null, Types.INTEGER);
            insert.setObject(11, spoken ? yes(words.spoken()) : null, Types.INTEGER);
            insert.setString(12, screen ? words.screen() : null);
            insert.executeUpdate();
        }
        stands.dropEmptyRows();
    }

    private static Integer yes(boolean said) {
        return said ? 1 : 0;
    }

    /// The words of one pass at one store of a device: only the last on each thing stands.
    private record Stands(Connection connection, long pass, Envelope event) {

        /// True, and the earlier ones are gone, unless a later one is here.
        boolean isLast(String column) throws SQLException {
            try (PreparedStatement later = bound("""
                    SELECT 1
                    FROM resident_said
                    WHERE pass = ? AND store = ? AND sequence > ? AND %s IS NOT NULL
                    """.formatted(column))) {
                if (later.executeQuery().next()) {
                    return false;
                }
            }
            try (PreparedStatement before = bound(
                    "UPDATE resident_said SET " + column + " = NULL WHERE pass = ? AND store = ? AND sequence < ?")) {
                before.executeUpdate();
            }
            return true;
        }

        void dropEmptyRows() throws SQLException {
            try (PreparedStatement delete = bound("""
                    DELETE FROM resident_said
                    WHERE pass = ? AND store = ? AND sequence <= ?
                      AND COALESCE(nickname, age_band, area, language, large_text, spoken, screen) IS NULL
                    """)) {
                delete.executeUpdate();
            }
        }

        private PreparedStatement bound(String sql) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            statement.setLong(1, pass);
            statement.setString(2, event.store().value());
            statement.setLong(3, event.sequence());
            return statement;
        }
    }
}
