package org.doorstep.kiosk.booking;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import org.doorstep.relay.contract.bookings.Board;
import org.doorstep.relay.store.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest board that this kiosk has been told, from its own disk after a start. Safe for all
/// threads.
public final class KeptBoard {
    private static final Logger LOG = LoggerFactory.getLogger(KeptBoard.class);

    private final Database database;
    private final HubId hub;
    private volatile Optional<Board> board;
    private volatile Optional<String> notKept = Optional.empty();

    public KeptBoard(Database database, HubId hub) {
        this.database = database;
        this.hub = hub;
        this.board = database.read(handle -> handle.createQuery("SELECT text FROM kept_board")
                        .mapTo(String.class)
                        .findOne())
                .flatMap(this::parse);
    }

    /// Empty until a hub has told.
    public Optional<Board> told() {
        return board;
    }

    /// Puts up what the hub sent and keeps it. What is not a board of this hub changes nothing.
    /// Throws StoreException if it could not be kept; it is up all the same, and [#keep] tries
    /// again.
    public void put(byte[] text) {
        String words = new String(text, StandardCharsets.UTF_8);
        parse(words).filter(told -> !board.filter(told::equals).isPresent()).ifPresent(told -> {
            board = Optional.of(told);
            notKept = Optional.of(words);
        });
        keep();
    }

    /// Keeps for the next start what is up and could not be kept before. For the one thread that
    /// puts up. Throws StoreException if the disk still takes nothing.
    public void keep() {
        notKept.ifPresent(words -> {
            database.write(
                    handle -> handle.createUpdate("""
                            INSERT INTO kept_board (only, text)
                            VALUES (1, :text)
                            ON CONFLICT (only) DO UPDATE SET text = excluded.text
                            """).bind("text", words).execute());
            notKept = Optional.empty();
        });
    }

    private Optional<Board> parse(String text) {
        try {
            Board told = Wire.readMessage(text.getBytes(StandardCharsets.UTF_8), Board.class);
            if (told.hub().equals(hub)) {
                return Optional.of(told);
            }
            LOG.warn("A board of another hub came and was left aside.");
        } catch (WireException e) {
            LOG.warn("A board came that cannot be read: {}", e.getMessage());
        }
        return Optional.empty();
    }
}
