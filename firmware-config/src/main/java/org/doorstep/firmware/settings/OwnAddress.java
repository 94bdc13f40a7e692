package org.doorstep.firmware.settings;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// The address by which others reach pages that are served at every address of this machine: `0.0.0.0` and `::` are
/// for binding, and no browser elsewhere can open them.
public final class OwnAddress {
    private OwnAddress() {}

    /// The page's address with this machine's own in it, or as it is if it names one already. Where the machine has no
    /// network, `localhost`.
    public static URI of(URI page) {
        return of(page, ofThisMachine());
    }

    /// Whether what goes to this host stays inside the machine. A name is not looked up: it may be another's tomorrow.
    public static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.equals("[::1]")
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    static URI of(URI page, List<InetAddress> own) {
        String host = page.getHost();
        if (!host.equals("0.0.0.0") && !host.matches("\\[[0:]+\\]")) {
            return page;
        }
        String name = own.stream()
                .filter(address -> address instanceof Inet4Address)
                .findFirst()
                .map(InetAddress::getHostAddress)
                .orElse("localhost");
        return URI.create(page.getScheme() + "://" + name + ":" + page.getPort() + page.getRawPath());
    }

    /// What a cable or an aerial has; not what stays inside the machine.
    private static List<InetAddress> ofThisMachine() {
        List<InetAddress> own = new ArrayList<>();
        try {
            for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
                if (card.isUp() && !card.isLoopback()) {
                    card.inetAddresses().forEach(own::add);
                }
            }
        } catch (SocketException e) {
            // Without a network there is nobody elsewhere to tell.
        }
        return own;
    }
}
