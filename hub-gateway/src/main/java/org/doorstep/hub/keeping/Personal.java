package org.doorstep.hub.keeping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.NamesIn;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds whose names an event has in it: by its fields ([NamesIn]); one of a type that this version does not know is
/// looked at by its form.
final class Personal {
    private Personal() {}

    /// The names, and whether a sealed card was among them that is not opened.
    record Names(List<PassName> names, boolean sealedLeft) {
        Names {
            names = List.copyOf(names);
        }
    }

    static Names in(HubEvent data, byte[] text) {
        if (data instanceof HubEvent.Unknown) {
            Gathered gathered = new Gathered();
            byForm(Wire.JSON.readTree(text).path("data"), gathered);
            return new Names(gathered.names, gathered.sealedLeft);
        }
        NamesIn found = NamesIn.of(data);
        return new Names(found.names().stream().map(PassName::of).toList(), found.sealedLeft());
    }

    private static final class Gathered {
        private final List<PassName> names = new ArrayList<>(2);
        private boolean sealedLeft;

        private void add(Credential credential) {
            switch (credential) {
                case Credential.Pass pass -> names.add(PassName.of(pass.pass()));
                case Credential.Token token -> names.add(PassName.of(token));
                case Credential.Sealed sealed -> sealedLeft = true;
            }
        }
    }

    private static void byForm(JsonNode node, Gathered gathered) {
        if (node instanceof ObjectNode object) {
            credential(object).ifPresent(gathered::add);
            object.propertyStream()
                    .filter(field -> field.getValue().isString())
                    .map(field -> field.getValue().stringValue())
                    .filter(text -> text.matches("[0-9a-f]{20}"))
                    .forEach(text -> gathered.names.add(PassName.of(new PassId(text))));
        }
        node.forEach(child -> byForm(child, gathered));
    }

    /// What an object of a text is, if it is a credential.
    static Optional<Credential> credential(ObjectNode object) {
        if (!object.path("kind").isString()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Wire.readMessage(Wire.writeMessage(object), Credential.class));
        } catch (WireException e) {
            return Optional.empty();
        }
    }
}
