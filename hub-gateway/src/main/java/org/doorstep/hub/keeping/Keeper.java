package org.doorstep.hub.keeping;

import javax.crypto.spec.SecretKeySpec;

/// One pass's row: the key of its boxes, or, once its holder has left, what stands for its name.
sealed interface Keeper {
    long id();

    /// Somebody's.
    record Standing(long id, PassName name, SecretKeySpec key) implements Keeper {}

    /// Nobody's any more. `surrogate` has the form of the name that it stands for.
    record Erased(long id, PassName surrogate) implements Keeper {}
}
