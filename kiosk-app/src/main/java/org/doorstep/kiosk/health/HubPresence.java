package org.doorstep.kiosk.health;

/// Whether the hub itself answers, and not only its broker: a broker can live on when the hub has gone. Set by the line
/// to the hub, asked by the page. Safe for all threads.
public final class HubPresence {
    private volatile boolean answers;

    public void answered() {
        answers = true;
    }

    public void silent() {
        answers = false;
    }

    public boolean answers() {
        return answers;
    }
}
