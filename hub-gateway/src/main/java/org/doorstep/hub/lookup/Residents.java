package org.doorstep.hub.lookup;

import java.util.List;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.jdbi.v3.core.Handle;

/// What other features know of residents, as looking up needs it.
public interface Residents {
    /// All rows of `pass` of the resident who has this one, this one among them.
    List<Long> passesOf(Handle handle, long pass);

    /// Whether that pass is somebody's: its resident has not left.
    boolean isSomebodys(Handle handle, long pass);

    /// The rows of passes whose resident goes by that nickname, large and small letters alike.
    List<Long> called(Handle handle, String nickname);

    /// The role of whoever looked, as its resident reads it.
    String role(Look look);

    /// Why they looked, as its resident reads it.
    String reason(Look look);

    /// What its resident has said of themselves, as it stands now.
    ResidentWords saidOf(Handle handle, long pass);
}
