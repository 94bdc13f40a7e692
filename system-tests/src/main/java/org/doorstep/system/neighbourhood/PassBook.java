package org.doorstep.system.neighbourhood;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.HubEvent.Assurance;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.contract.talk.TokenKey;

/// Which resident holds which pass: a card's token under the hub's key, or one of the codes that the hub has signed.
final class PassBook {
    private final Map<Integer, String> codes = new HashMap<>();
    private final Map<Integer, Credential> credentials = new HashMap<>();
    private final Set<Integer> issued = new HashSet<>();
    private final Set<Integer> spoken = new HashSet<>();

    /// `signed` has at least as many codes as there are residents who hold one.
    PassBook(List<Resident> residents, TokenKey tokenKey, PassKeys keys, LocalDate today, List<String> signed) {
        int next = 0;
        for (Resident resident : residents) {
            switch (resident.pass()) {
                case Resident.Pass.Card(String text) -> credentials.put(resident.number(), tokenKey.token(text));
                case Resident.Pass.Code() -> {
                    String code = signed.get(next++);
                    codes.put(resident.number(), code);
                    credentials.put(resident.number(), read(code, keys, today));
                }
            }
        }
    }

    Credential of(Resident resident) {
        return credentials.get(resident.number());
    }

    Assurance assurance(Resident resident) {
        return switch (resident.pass()) {
            case Resident.Pass.Card _ -> Assurance.UID;
            case Resident.Pass.Code _ -> Assurance.SIGNED;
        };
    }

    /// True the first time that a resident's code is asked for: it is issued then.
    boolean issueNow(Resident resident) {
        return resident.pass() instanceof Resident.Pass.Code && issued.add(resident.number());
    }

    /// True the first time that it is asked of a resident: then they say what they say of themselves.
    boolean speakNow(Resident resident) {
        return spoken.add(resident.number());
    }

    /// What a printed pass of this resident says.
    String code(Resident resident) {
        return codes.get(resident.number());
    }

    private static Credential.Pass read(String code, PassKeys keys, LocalDate today) {
        if (PassCode.read(code, keys, today) instanceof PassCode.Valid valid) {
            return new Credential.Pass(valid.pass(), valid.key());
        }
        throw new IllegalStateException("The hub signed a code that its own key does not confirm.");
    }
}
