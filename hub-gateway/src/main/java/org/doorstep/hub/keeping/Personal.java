package org.doorstep.hub.keeping;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds whose names an event has in it: every credential and pass among its fields, whatever its
/// type, so that a type that is added is covered by its fields. One of a type that this version
/// does not know is looked at by its form. For one thread.
final class Personal {
    private final Map<Class<?>, RecordComponent[]> fields = new HashMap<>();

    /// The names, and whether a sealed card was among them that is not opened.
    record Names(List<PassName> names, boolean sealedLeft) {
        Names {
            names = List.copyOf(names);
        }
    }

    Names in(HubEvent data, byte[] text) {
        Gathered gathered = new Gathered();
        if (data instanceof HubEvent.Unknown) {
            byForm(Wire.JSON.readTree(text).path("data"), gathered);
        } else {
            byField(data, gathered);
        }
        return new Names(gathered.names, gathered.sealedLeft);
    }

    private static final class Gathered {
        private final List<PassName> names = new ArrayList<>(2);
        private boolean sealedLeft;
    }

    private void byField(HubEvent data, Gathered gathered) {
        for (RecordComponent field : fields.computeIfAbsent(data.getClass(), Class::getRecordComponents)) {
            try {
                look(field.getAccessor().invoke(data), gathered);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("A field of an event cannot be read.", e);
            }
        }
    }

    private static void look(Object value, Gathered gathered) {
        switch (value) {
            case Credential.Pass pass -> gathered.names.add(PassName.of(pass.pass()));
            case Credential.Token token -> gathered.names.add(PassName.of(token));
            case Credential.Sealed sealed -> gathered.sealedLeft = true;
            case PassId pass -> gathered.names.add(PassName.of(pass));
            case Optional<?> some -> some.ifPresent(one -> look(one, gathered));
            case Collection<?> many -> many.forEach(one -> look(one, gathered));
            case null, default -> {}
        }
    }

    private static void byForm(JsonNode node, Gathered gathered) {
        if (node instanceof ObjectNode object) {
            credential(object).ifPresent(found -> look(found, gathered));
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
