package org.doorstep.hub.broker;

import java.util.Optional;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.store.Database;

/// The newest list of those shut out that this hub has gone by, kept in its database over a start.
/// Safe for all threads.
public final class ShutOutBook {
    private final Database database;

    public ShutOutBook(Database database) {
        this.database = database;
    }

    /// The list as it was signed, of the key with this certificate.
    Optional<String> of(Serial signer) {
        return database.read(handle -> handle.createQuery("""
                        SELECT text
                        FROM shut_out_list
                        WHERE signer = :signer""")
                .bind("signer", signer.toString())
                .mapTo(String.class)
                .findOne());
    }

    void keep(Serial signer, long number, String text) {
        database.write(handle -> handle.createUpdate("""
                        INSERT INTO shut_out_list (signer, number, text)
                        VALUES (:signer, :number, :text)
                        ON CONFLICT (signer) DO UPDATE
                        SET number = excluded.number, text = excluded.text""")
                .bind("signer", signer.toString())
                .bind("number", number)
                .bind("text", text)
                .execute());
    }
}
