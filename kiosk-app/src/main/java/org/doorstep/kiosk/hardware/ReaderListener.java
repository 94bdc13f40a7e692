package org.doorstep.kiosk.hardware;

/// Hears what a reader reads. It is called on the reader's own thread, so what takes time it hands on.
public interface ReaderListener {
    void read(Reading reading);

    void changed(ReaderStatus status);
}
