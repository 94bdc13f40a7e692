package org.doorstep.relay.joining;

import org.doorstep.relay.identity.Holder;

/// The device that asks to join, as far as its hub is told. Its keys stay with it. Both are asked
/// once a call, after the hub has shown who it is and before anything is sent.
public interface Newcomer {

    /// A request (PEM) under this name, with the key that the device made for itself; the same key
    /// each time.
    String certificateRequest(Holder.Device name);

    /// The public half of the key by which it signs what is carried from it: `id:base64url`.
    String carryKey();
}
