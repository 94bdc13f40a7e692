package org.doorstep.hub.web;

import java.net.Inet6Address;
import java.net.InetAddress;

/// Tells addresses of this machine and of networks of one's own kind (RFC 1918, RFC 4193) from
/// those of the internet. Behind a web server of one's own everybody has that server's.
final class OwnNetwork {
    /// fc00::/7, which no network has but one's own.
    private static final int UNIQUE_LOCAL = 0xfc;

    private static final int UNIQUE_LOCAL_MASK = 0xfe;

    private OwnNetwork() {}

    static boolean has(String address) {
        try {
            InetAddress from = InetAddress.ofLiteral(address);
            boolean uniqueLocal =
                    from instanceof Inet6Address six && (six.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
            return uniqueLocal || from.isLoopbackAddress() || from.isSiteLocalAddress() || from.isLinkLocalAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
