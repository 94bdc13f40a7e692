package org.doorstep.hub.lookup;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// What other features know of residents, as looking up needs it.
public interface Residents {
    /// All rows of `pass` of the resident who has this one, this one among them.
    List<Long> passesOf(Handle handle, long pass);

    /// Whether that pass is somebody's: its resident has not left.
    default boolean isSomebodys(Handle handle, long pass) {
        return true;
    }

    /// The rows of passes whose resident goes by that nickname, large and small letters alike.
    List<Long> called(Handle handle, String nickname);

    /// What its resident wants to be called; empty if they have not said.
    String nicknameOf(Handle handle, long pass);

    /// Of a hub in which every pass is somebody else's and nobody has a nickname.
    static Residents strangers() {
        return new Residents() {
            @Override
            public List<Long> passesOf(Handle handle, long pass) {
                return List.of(pass);
            }

            @Override
            public List<Long> called(Handle handle, String nickname) {
                return List.of();
            }

            @Override
            public String nicknameOf(Handle handle, long pass) {
                return "";
            }
        };
    }
}
