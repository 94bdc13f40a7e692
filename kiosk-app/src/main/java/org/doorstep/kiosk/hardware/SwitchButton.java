package org.doorstep.kiosk.hardware;

/// One large button by which somebody uses the whole kiosk. Safe for all threads.
public interface SwitchButton extends AutoCloseable {

    /// Hears the button go down and up again, on a thread of the button's own.
    interface Listener {
        void pressed();

        void released();
    }

    /// From now on the listener hears. May be called once.
    void open(Listener listener);

    /// Whether the button could be opened.
    boolean works();

    @Override
    void close();
}
