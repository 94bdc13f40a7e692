package org.doorstep.kiosk.hardware;

/// What card readers and code scanners have in common: opened once with a listener, they tell it what they read and
/// whether they work, until closed.
///
/// A reader that is not there is no error: it is away, it is looked for again, and the listener hears when it is
/// found. Safe for all threads.
public interface PassReader extends AutoCloseable {

    /// Starts reading, and returns at once. The listener first hears the reader's status, then readings and changes
    /// of status, each on the reader's own thread and one at a time. May be called once.
    void open(ReaderListener listener);

    /// Whether it works now. Before [#open] it is away.
    ReaderStatus status();

    /// Gives the device back. When this returns the listener hears nothing more, unless it is the listener that
    /// calls.
    @Override
    void close();
}
