package org.doorstep.area.store;

/// PostgreSQL is away or could not do what was asked. Nothing of the work was kept; it may succeed later.
public final class PostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
