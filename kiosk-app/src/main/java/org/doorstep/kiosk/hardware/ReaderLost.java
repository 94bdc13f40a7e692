package org.doorstep.kiosk.hardware;

/// A device could not be opened, or broke off. The message is for a technician; the reason is what the page says.
public final class ReaderLost extends Exception {
    private static final long serialVersionUID = 1;

    private final ReaderStatus.Why why;

    public ReaderLost(ReaderStatus.Why why, String message) {
        super(message);
        this.why = why;
    }

    public ReaderLost(ReaderStatus.Why why, String message, Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    public ReaderStatus.Why why() {
        return why;
    }
}
