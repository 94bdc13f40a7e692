package org.doorstep.kiosk.hardware;

import org.slf4j.LoggerFactory;

/// Hears what a reader reads. It is called on the reader's own thread, so what takes time it hands on.
public interface ReaderListener {
    void read(Reading reading);

    void changed(ReaderStatus status);

    /// The same, for a reader to call: what goes wrong in hearing is logged and is no fault of the reader.
    default ReaderListener guarded(String reader) {
        ReaderListener listener = this;
        return new ReaderListener() {
            @Override
            public void read(Reading reading) {
                guard(() -> listener.read(reading));
            }

            @Override
            public void changed(ReaderStatus status) {
                guard(() -> listener.changed(status));
            }

            private void guard(Runnable hearing) {
                try {
                    hearing.run();
                } catch (RuntimeException e) {
                    LoggerFactory.getLogger(ReaderListener.class).error("What {} said could not be taken", reader, e);
                }
            }
        };
    }
}
