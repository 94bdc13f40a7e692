package org.doorstep.relay.joining;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.SortedMap;
import org.doorstep.relay.identity.Holder;

/// What a device has from joining, all of it looked at: the certificates are for its key and lead
/// up to the authority's, which is the one that its hub's server has too, and the settings name the
/// same hub and device.
public record Joined(
        Holder.Device device, List<X509Certificate> chain, X509Certificate root, SortedMap<String, String> settings) {
    public Joined {
        chain = List.copyOf(chain);
    }
}
