package org.doorstep.area.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.doorstep.area.InstalledPostgres;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What becomes of statements that a real PostgreSQL will not have.
@Tag("slow")
class PostgresStoreTest {
    @RegisterExtension
    static final InstalledPostgres POSTGRES = new InstalledPostgres();

    private static final String NAME = "ama of the second floor";
    private static final String HASH = "the-hash-of-her-password";

    private Store store;

    @BeforeEach
    void open() {
        store = POSTGRES.open(POSTGRES.newDatabase());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatIsLoggedOfASignInThatFailsHasNobodysNameAndNoHash() {
        store.write(handle -> account(handle, NAME));

        assertThat(logged(failure(handle -> account(handle, NAME))))
                .as("a name that is there already")
                .contains("duplicate key")
                .doesNotContain(NAME)
                .doesNotContain(HASH);
        assertThat(logged(failure(handle -> account(handle, NAME + " Upstairs"))))
                .as("a row that may not be so")
                .contains("check constraint")
                .doesNotContain(NAME)
                .doesNotContain(HASH);
        assertThat(logged(failure(handle -> {
                    PreparedBatch batch = handle.prepareBatch(
                            "INSERT INTO staff_account (name, role, password_hash, made_at) VALUES (?, 'R', ?, 1)");
                    return batch.add("bo", HASH).add(NAME, HASH).execute();
                })))
                .as("several together")
                .contains("duplicate key")
                .doesNotContain(NAME)
                .doesNotContain(HASH);
    }

    @Test
    void aRowThatMayNotBeSoIsThatRowsFaultAndNotSaidToBeTheDisks() {
        assertThat(failure(handle -> account(handle, "Not In Lower Case"))).isNotNull();
        assertThat(store.refusal()).isEmpty();
    }

    @Test
    void aServerThatTakesNoWritingOrGoesAwayIsSaidUntilAWriteSucceeds() {
        failure(handle -> {
            handle.execute("SET TRANSACTION READ ONLY");
            return account(handle, NAME);
        });
        assertThat(store.refusal()).as("it may only be read").isPresent();
        store.write(handle -> account(handle, NAME));
        assertThat(store.refusal()).isEmpty();

        failure(handle -> handle.select("SELECT pg_terminate_backend(pg_backend_pid())")
                .mapTo(Boolean.class)
                .one());
        assertThat(store.refusal()).as("the connection is gone").isPresent();
        store.write(handle -> account(handle, "bo"));
        assertThat(store.refusal()).isEmpty();

        store.close();
        assertThatThrownBy(() -> store.write(handle -> account(handle, "cy"))).isInstanceOf(PostgresException.class);
        assertThat(store.refusal()).as("no connection can be had").isPresent();
    }

    private static int account(Handle handle, String name) {
        return handle.createUpdate("""
                        INSERT INTO staff_account (name, role, password_hash, made_at)
                        VALUES (:name, 'COLLEAGUE', :hash, 1)""").bind("name", name).bind("hash", HASH).execute();
    }

    private PostgresException failure(Store.Work<?> work) {
        return catchThrowableOfType(PostgresException.class, () -> store.write(work));
    }

    /// As a log writes it: every message of the chain.
    private static String logged(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
