package org.doorstep.kiosk.hardware;

/// The light by which a kiosk says how it went: two plain LEDs, or a ring of many. For one thread.
///
/// There is no red: nobody is refused. What a light says is told by its rhythm too, for who cannot
/// tell colours apart.
public interface Lamp extends AutoCloseable {

    /// What it can look like.
    enum Shade {
        DARK,
        /// On and waiting: dim, so that a hall at night is no beacon.
        RESTING,
        /// It went well: green.
        WELL,
        /// Something more is asked of whoever stands there: blue.
        WAIT
    }

    /// A lamp that is away is no error: it is tried again when it is next to look different.
    void show(Shade shade);

    /// Whether what was shown last could be shown.
    boolean works();

    @Override
    void close();
}
