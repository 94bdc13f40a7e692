package org.doorstep.hub.booking.units;

import org.jdbi.v3.core.Handle;

/// The catalogue as that connection sees it, read again only when it has changed. Safe for all threads.
public final class KnownCatalogue {
    /// Versions are by chance, so one of a transaction that was taken back does not come again.
    private volatile Catalogue known;

    public Catalogue of(Handle handle) {
        return of(handle, Catalogue.version(handle));
    }

    /// The same, for who has just looked which version it is.
    public Catalogue of(Handle handle, long version) {
        Catalogue last = known;
        if (last != null && last.version() == version) {
            return last;
        }
        Catalogue read = Catalogue.read(handle);
        known = read;
        return read;
    }
}
