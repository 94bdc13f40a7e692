package org.doorstep.kiosk.hardware;

/// Where somebody plugs in headphones to hear the page by themselves. Safe for all threads.
public interface HeadphoneJack extends AutoCloseable {

    /// Hears when something is put in and when it is taken out, on a thread of the jack's own.
    @FunctionalInterface
    interface Listener {
        void changed(boolean in);
    }

    /// From now on the listener hears. May be called once.
    void open(Listener listener);

    @Override
    void close();
}
