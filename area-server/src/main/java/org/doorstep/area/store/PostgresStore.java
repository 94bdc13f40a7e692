package org.doorstep.area.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;

/// A PostgreSQL database that is made already and belongs to the given person; the tables are made here.
public final class PostgresStore implements Store {
    /// A few dozen hubs at most once a second, and a few people: more connections would only take memory.
    private static final int MOST_CONNECTIONS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// The first characters of an SQLSTATE are its class. These: no connection, no room or memory, somebody stopped the
    /// server or the work, its disk fails.
    private static final Set<String> NO_SERVICE = Set.of("08", "53", "57", "58");

    private static final int CLASS_LENGTH = 2;

    /// A server that follows another, or that somebody has set so.
    private static final String READ_ONLY = "25006";

    private final HikariDataSource source;
    private final Jdbi jdbi;
    private volatile Optional<String> refusal = Optional.empty();

    private PostgresStore(HikariDataSource source) {
        this.source = source;
        this.jdbi = Jdbi.create(source);
        // Jdbi puts the values of a failed statement into its message, and from there they come into logs.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
    }

    /// Throws [PostgresException] if the server is away or refuses.
    public static PostgresStore open(String url, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setConnectionTimeout(PATIENCE.toMillis());
        // A work that must see a row stand still writes to it first, which locks it. Set here and not for each work:
        // what Jdbi sets it back with after a lost connection fails too, and hides why.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // Else the driver's messages have what PostgreSQL says beside: the key that is there already, the whole row.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        HikariDataSource source = null;
        try {
            source = new HikariDataSource(config);
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:org/doorstep/area/db/postgres", "classpath:org/doorstep/login/db/postgres")
                    // Parts of the program number their tables in ranges of their own, so a new one may come before.
                    .outOfOrder(true)
                    .load()
                    .migrate();
            return new PostgresStore(source);
        } catch (FlywayException | PoolInitializationException e) {
            if (source != null) {
                source.close();
            }
            throw new PostgresException(
                    "The PostgreSQL database could not be opened: check database.url, its user and its password.", e);
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        try {
            T result = inTransaction(work);
            refusal = Optional.empty();
            return result;
        } catch (PostgresException e) {
            if (takesNoWriting(e)) {
                refusal = Optional.of(e.getMessage());
            }
            throw e;
        }
    }

    @Override
    public <T> T read(Work<T> query) {
        return inTransaction(query);
    }

    @Override
    public Optional<String> refusal() {
        return refusal;
    }

    @Override
    public Map<String, Supplier<Duration>> loops() {
        return Map.of();
    }

    @Override
    public void close() {
        source.close();
    }

    /// True if it is the server, or the way to it, that will have no work at all; false if it is this one: what may not
    /// be written, or two that waited for one another.
    private static boolean takesNoWriting(PostgresException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                return state.equals(READ_ONLY)
                        || NO_SERVICE.contains(state.substring(0, Math.min(CLASS_LENGTH, state.length())));
            }
        }
        return false;
    }

    private <T> T inTransaction(Work<T> work) {
        try {
            return jdbi.inTransaction(work::run);
        } catch (SQLException | JdbiException e) {
            throw new PostgresException("PostgreSQL could not do what was asked.", e);
        }
    }
}
