package org.doorstep.area.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/// A PostgreSQL database that is made already and belongs to the given person; the tables are made here.
public final class PostgresStore implements Store {
    /// A few dozen hubs at most once a second, and a few people: more connections would only take memory.
    private static final int MOST_CONNECTIONS = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(15);

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
            refusal = Optional.of(e.getMessage());
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

    /// Read committed: a work that must see a row stand still writes to it first, which locks it.
    private <T> T inTransaction(Work<T> work) {
        try {
            return jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::run);
        } catch (SQLException | JdbiException e) {
            throw new PostgresException("PostgreSQL could not do what was asked.", e);
        }
    }
}
