package org.doorstep.relay.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Whose names an event has in it: every credential and pass among its fields, whatever its type, so
/// that a type that is added is covered by its fields.
public record NamesIn(List<PassName> names, boolean sealedLeft) {
    public NamesIn {
        names = List.copyOf(names);
    }

    /// `sealedLeft`: there is a sealed card among them, whose name only the hub can tell.
    public static NamesIn of(HubEvent data) {
        List<PassName> names = new ArrayList<>(2);
        boolean sealed = false;
        if (!(data instanceof HubEvent.Unknown)) {
            for (RecordComponent field : FIELDS.get(data.getClass())) {
                try {
                    sealed |= look(field.getAccessor().invoke(data), names);
                } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException("A field of an event cannot be read.", e);
                }
            }
        }
        return new NamesIn(names, sealed);
    }

    /// Reading them off the class takes longer than all the rest.
    private static final ClassValue<RecordComponent[]> FIELDS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private static boolean look(Object value, List<PassName> names) {
        boolean sealed = false;
        switch (value) {
            case Credential credential -> {
                Optional<PassName> name = PassName.of(credential);
                name.ifPresent(names::add);
                sealed = name.isEmpty();
            }
            case PassId pass -> names.add(PassName.of(pass));
            case PassName name -> names.add(name);
            case Optional<?> some -> {
                if (some.isPresent()) {
                    sealed = look(some.get(), names);
                }
            }
            case Collection<?> many -> {
                for (Object one : many) {
                    sealed |= look(one, names);
                }
            }
            case null, default -> {}
        }
        return sealed;
    }
}
