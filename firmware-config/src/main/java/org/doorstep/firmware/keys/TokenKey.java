package org.doorstep.firmware.keys;

import java.util.Arrays;

/// The key under which card numbers become tokens: 32 random bytes, and a version from 1. Not to be changed.
public record TokenKey(int version, byte[] key) {
    public TokenKey {
        if (version < 1 || key.length != KeyPairBytes.BYTES) {
            throw new IllegalArgumentException("A token key has a version from 1, and 32 bytes.");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenKey that && version == that.version && Arrays.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return version;
    }

    @Override
    public String toString() {
        return "token key " + version;
    }
}
