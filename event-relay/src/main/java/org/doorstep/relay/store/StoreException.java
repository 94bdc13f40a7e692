package org.doorstep.relay.store;

/// The disk or the database failed at something. [#kind] says what a program can do about it; the message says what
/// was being done.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    public enum Kind {
        /// No room, or no right to write: nothing was changed, and it may work later.
        CANNOT_WRITE,
        /// The file is not a sound database.
        CORRUPT,
        /// Another process holds this file.
        IN_USE,
        /// More is waiting to be written than this store will hold in memory.
        OVERLOADED,
        /// Closed, or a mistake in our own SQL.
        FAILED
    }

    StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /// For a store that has reached a bound of its own before the disk has.
    public static StoreException noRoom(String message) {
        return new StoreException(Kind.CANNOT_WRITE, message, null);
    }

    /// For a program that will not go on without its database; the message says what to do about it.
    public static StoreException broken(String message) {
        return new StoreException(Kind.CORRUPT, message, null);
    }

    public Kind kind() {
        return kind;
    }
}
