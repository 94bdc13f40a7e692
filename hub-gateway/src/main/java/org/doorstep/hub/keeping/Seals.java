package org.doorstep.hub.keeping;

import java.util.Optional;
import org.doorstep.relay.contract.Credential;

/// Opens what kiosks sealed to this hub. Safe for all threads.
public interface Seals {
    /// In place of a key's name: what stands beside it was opened when it came, and is plain
    /// base64url, since the key that it was sealed to may be destroyed by now.
    String OPENED = "opened";

    /// The token of a card whose number was sealed; empty if no key of ours opens it.
    Optional<Credential.Token> token(Credential.Sealed sealed);

    /// The words that somebody said, whether they were opened before ([#OPENED]) or are sealed
    /// still; empty if no key of ours opens them.
    Optional<byte[]> words(String sealed, String key);
}
