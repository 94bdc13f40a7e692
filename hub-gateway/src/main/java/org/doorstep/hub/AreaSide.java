package org.doorstep.hub;

import java.nio.file.Path;
import java.time.Instant;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.hub.upstream.HttpAreaServer;
import org.doorstep.relay.identity.CheckedAt;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.RevokedList;
import org.doorstep.relay.identity.Trust;
import org.doorstep.relay.time.DeviceClock;
import org.doorstep.relay.tls.PeerCheck;
import org.doorstep.relay.tls.TlsEnd;

/// The area server as the settings say it is called.
final class AreaSide {
    private AreaSide() {}

    static HttpAreaServer of(Settings settings, Settings.Area.Server server, String token, DeviceClock clock) {
        return switch (server.line()) {
            case Settings.Line.NotOurs _ -> new HttpAreaServer(server.url(), settings.hub(), token);
            case Settings.Line.Certificates(Path identity) ->
                new HttpAreaServer(server.url(), settings.hub(), token, end(settings, identity, clock));
        };
    }

    /// Read once now, so that a mistake is told at the start and not as an area that is away; and again at each
    /// handshake, so that a renewed certificate needs no restart.
    private static TlsEnd end(Settings settings, Path identity, DeviceClock clock) {
        Path gateway = identity.resolve("gateway");
        Identity first = IdentityFiles.readAs(gateway, new Holder.Gateway(settings.hub()), "area.identity");
        Instant floor = CheckedAt.floor(first.chain(), first.chain().getLast(), RevokedList.EMPTY);
        return new TlsEnd(
                () -> IdentityFiles.read(gateway),
                PeerCheck.expecting(new Holder.Area(), new Trust(first.root()), () -> CheckedAt.of(clock, floor)));
    }
}
