package org.doorstep.hub;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.doorstep.hub.aboutme.SaidWords;
import org.doorstep.hub.lookup.Look;
import org.doorstep.hub.lookup.Looks;
import org.doorstep.hub.lookup.Reason;
import org.doorstep.hub.passes.Erasing;
import org.doorstep.hub.residents.Residents;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// Who holds which passes and what they are called, for whoever looks somebody up; and who looked, for them.
record KnownResidents(Words words) implements org.doorstep.hub.lookup.Residents {
    @Override
    public List<Long> passesOf(Handle handle, long pass) {
        try {
            return Residents.passesOf(Database.connection(handle), pass);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not read which passes are one resident's.", e);
        }
    }

    @Override
    public boolean isSomebodys(Handle handle, long pass) {
        return !Erasing.erasedRows(handle).contains(pass);
    }

    @Override
    public List<Long> called(Handle handle, String nickname) {
        return SaidWords.passesCalled(handle, nickname);
    }

    @Override
    public ResidentWords saidOf(Handle handle, long pass) {
        return SaidWords.of(handle, passesOf(handle, pass));
    }

    /// As their resident reads it at a kiosk.
    List<PrivateReply.Look> looks(Handle handle, List<Long> passes) {
        return Looks.of(handle, passes).stream()
                .map(look -> new PrivateReply.Look(look.at(), role(look), reason(look)))
                .toList();
    }

    @Override
    public String role(Look look) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equalsIgnoreCase(look.byRole().replace('-', '_')))
                .findFirst()
                .map(role -> words.of("role", role))
                .orElse(look.byRole());
    }

    @Override
    public String reason(Look look) {
        String chosen = words.of("look-up.reason", look.reason());
        if (look.note().isEmpty()) {
            return chosen;
        }
        // A note beside one of the other reasons must not stand in its place.
        return look.reason() == Reason.OTHER ? look.note() : chosen + ": " + look.note();
    }
}
