package org.doorstep.relay.link;

/// How one end proves to the broker who it is. Sealed, so that a further way (mutual TLS) is a compile error wherever
/// it must be thought of.
public sealed interface LinkSecurity {

    /// A random secret that this device or gateway alone has, under its name. It travels as it is: for a loopback or a
    /// trusted wire only.
    record SharedSecret(String name, String secret) implements LinkSecurity {
        public SharedSecret {
            if (name.isBlank() || secret.isBlank()) {
                throw new IllegalArgumentException("A shared secret has a name and a value.");
            }
        }

        /// Says the name, never the secret.
        @Override
        public String toString() {
            return "SharedSecret[" + name + "]";
        }
    }
}
