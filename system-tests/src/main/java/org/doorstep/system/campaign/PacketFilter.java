package org.doorstep.system.campaign;

import java.util.Locale;

/// Packets of one line that vanish, by a rule of nftables on loopback. Only in a network namespace of our own, which
/// takes the rules with it when it ends.
final class PacketFilter {
    private static final String TABLE = "doorstep";

    private final String chain;
    private final int port;

    PacketFilter(Place place, int port) {
        this.chain = place.name().toLowerCase(Locale.ROOT);
        this.port = port;
    }

    /// Whether rules can be made here.
    static boolean works() {
        return Shell.tolerate("nft", "add", "table", "inet", TABLE);
    }

    void drop(int percent) {
        nft("add chain inet " + TABLE + " " + chain + " { type filter hook input priority 0; }");
        for (String end : new String[] {"dport", "sport"}) {
            nft("add rule inet " + TABLE + " " + chain + " tcp " + end + " " + port + " numgen random mod 100 < "
                    + percent + " drop");
        }
    }

    void letAllPass() {
        nft("flush chain inet " + TABLE + " " + chain);
    }

    private static void nft(String rule) {
        Shell.run("nft", rule);
    }
}
