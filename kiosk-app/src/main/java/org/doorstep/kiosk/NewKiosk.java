package org.doorstep.kiosk;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import org.doorstep.kiosk.joining.Joining;
import org.doorstep.kiosk.joining.NewFolder;
import org.doorstep.kiosk.screen.JoinScreen;
import org.doorstep.kiosk.screen.Screen;

/// A kiosk that belongs to no hub yet, put together: its readers, the page that waits for a code, and the way into a
/// hub. What a [Kiosk] needs is not there before that.
final class NewKiosk implements AutoCloseable {
    private final Joining joining;
    private final JoinScreen screen;

    NewKiosk(Hardware hardware, Path settingsFile, Devices devices, SecureRandom random) {
        joining = new Joining(new NewFolder(settingsFile, hardware.dataFolder(), Settings::read, random));
        screen = new JoinScreen(
                new Screen.Address(hardware.screenBind(), hardware.screenPort()),
                hardware.language(),
                joining,
                devices.readers(),
                devices.simulator(),
                Kiosk.VERSION);
        devices.open(joining);
    }

    String url() {
        return screen.url();
    }

    /// Completes when it belongs to a hub, and its next start will be a [Kiosk]'s.
    CompletableFuture<Void> joined() {
        return joining.joined();
    }

    @Override
    public void close() {
        joining.close();
        screen.close();
    }
}
