package org.doorstep.kiosk.hardware;

/// A buzzer that is on or off. For one thread.
public interface Sounder extends AutoCloseable {
    void sound(boolean on);

    /// Whether it could last be switched.
    boolean works();

    @Override
    void close();
}
