package org.doorstep.relay.store;

import java.util.concurrent.CompletableFuture;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Turns what SQLite says into what a program can act on, and remembers that the file was found to be broken. Safe for
/// all threads.
final class Failures {
    /// Where it is not SQLite that says what is the matter: its driver too writes a file before it can begin.
    static final String LOOK_AT_THE_DISK = " See whether its disk is there, has room, and may be written.";

    private final String file;
    private final CompletableFuture<StoreException> broken = new CompletableFuture<>();

    Failures(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    /// Completes with the first that was of the file itself.
    CompletableFuture<StoreException> broken() {
        return broken.copy();
    }

    /// Leaves exceptions that are not SQLite's as they are.
    RuntimeException translate(String doing, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreException store) {
                return store;
            }
            if (cause instanceof SQLiteException sqlite) {
                StoreException failure = new StoreException(
                        kindOf(sqlite.getResultCode()), failed(doing) + remedy(sqlite.getResultCode()), e);
                if (failure.kind() == StoreException.Kind.CORRUPT) {
                    broken.complete(failure);
                }
                return failure;
            }
        }
        return e instanceof RuntimeException runtime
                ? runtime
                : new StoreException(StoreException.Kind.FAILED, failed(doing) + LOOK_AT_THE_DISK, e);
    }

    StoreException closed() {
        return new StoreException(StoreException.Kind.FAILED, file + " is closed.", null);
    }

    private String failed(String doing) {
        return "Failed while " + doing + " " + file + ".";
    }

    /// What a person can do about it, where there is something.
    private static String remedy(SQLiteErrorCode code) {
        int primary = code.code & 0xff;
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return " The disk is full: make room.";
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code) {
            return " It may only be read: see whether its disk has become read-only.";
        }
        if (primary == SQLiteErrorCode.SQLITE_IOERR.code || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return " Its disk gives errors, is full, or is not there.";
        }
        return "";
    }

    private static StoreException.Kind kindOf(SQLiteErrorCode code) {
        int primary = code.code & 0xff;
        if (primary == SQLiteErrorCode.SQLITE_FULL.code
                || primary == SQLiteErrorCode.SQLITE_READONLY.code
                || primary == SQLiteErrorCode.SQLITE_IOERR.code
                || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return StoreException.Kind.CANNOT_WRITE;
        }
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return StoreException.Kind.CORRUPT;
        }
        return primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code
                ? StoreException.Kind.IN_USE
                : StoreException.Kind.FAILED;
    }
}
