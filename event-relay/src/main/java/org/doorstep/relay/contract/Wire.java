package org.doorstep.relay.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The one JSON mapper, and the way between an [AnyEnvelope] and its bytes. Safe for all threads.
public final class Wire {
    /// An event is a few hundred bytes; a larger text is a mistake or an attack.
    public static final int MOST_EVENT_BYTES = 16 * 1024;

    /// A reply with a full stock of blanks is the largest thing said.
    public static final int MOST_MESSAGE_BYTES = 256 * 1024;

    /// CloudEvents' `sequence` is text that sorts: zero-padded to the digits of the largest long.
    private static final int SEQUENCE_DIGITS = 19;

    private static final List<String> PLACE = List.of("store", "sequence");

    /// Texts of the anonymous lane are filled up with blanks to a multiple of this, so that their lengths
    /// tell nothing of what was answered. The longest answer there can be has 420 bytes.
    static final int ANONYMOUS_BYTES = 512;

    /// All that an event of the anonymous lane may have: what is not named here might be a clock.
    private static final Set<String> ANONYMOUS_FIELDS = Set.of(
            "specversion", "id", "source", "type", "time", "datacontenttype", "store", "lane", "sequence", "data");

    private static final String MIDNIGHT = "T00:00:00Z";

    public static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxStringLength(MOST_MESSAGE_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private static final Map<String, Class<?>> CLASS_OF_TYPE = new HashMap<>();
    private static final Map<Class<?>, String> TYPE_OF_CLASS = new HashMap<>();

    static {
        for (Class<?> event : HubEvent.class.getPermittedSubclasses()) {
            JsonTypeName name = event.getAnnotation(JsonTypeName.class);
            if (name != null) {
                CLASS_OF_TYPE.put(name.value(), event);
                TYPE_OF_CLASS.put(event, name.value());
            }
        }
    }

    private Wire() {}

    /// The wire name of an event: `doorstep.tap.recorded.v1`.
    public static String typeOf(HubEvent event) {
        return event instanceof HubEvent.Unknown unknown ? unknown.type() : TYPE_OF_CLASS.get(event.getClass());
    }

    /// The wire names of every event that this version knows.
    public static Set<String> types() {
        return Set.copyOf(CLASS_OF_TYPE.keySet());
    }

    /// The bytes of an event, the same in the outbox, on MQTT and in the hub's inbox.
    public static byte[] write(AnyEnvelope event) {
        return switch (event) {
            case Envelope timed -> write(timed);
            case AnonymousEnvelope anonymous -> write(anonymous);
        };
    }

    private static byte[] write(Envelope e) {
        ObjectNode json = begin(e, e.time().toString());
        json.put("bootid", e.moment().bootId());
        // As text: a CloudEvents Integer has 32 bits, and uptime passes them in 25 days.
        json.put("uptimems", Long.toString(e.moment().uptimeMs()));
        json.put("clock", e.moment().clock().name().toLowerCase(java.util.Locale.ROOT));
        json.put("clockboundms", e.moment().boundMs());
        json.set("data", JSON.valueToTree(e.data()));
        return JSON.writeValueAsBytes(json);
    }

    private static byte[] write(AnonymousEnvelope e) {
        ObjectNode json = begin(e, e.date() + MIDNIGHT);
        json.set("data", JSON.valueToTree(e.data()));
        return filledUp(JSON.writeValueAsBytes(json));
    }

    private static ObjectNode begin(AnyEnvelope e, String time) {
        ObjectNode json = JSON.createObjectNode();
        json.put("specversion", "1.0");
        json.put("id", e.id().toString());
        json.put("source", e.source().toString());
        json.put("type", typeOf(e.data()));
        json.put("time", time);
        json.put("datacontenttype", "application/json");
        json.put("store", e.store().value());
        json.put("lane", e.lane().text());
        json.put("sequence", sequenceText(e.sequence()));
        return json;
    }

    private static byte[] filledUp(byte[] text) {
        int length = (text.length + ANONYMOUS_BYTES - 1) / ANONYMOUS_BYTES * ANONYMOUS_BYTES;
        byte[] full = Arrays.copyOf(text, length);
        Arrays.fill(full, text.length, length, (byte) ' ');
        return full;
    }

    /// Reads an event of any lane but the anonymous one: as [#readAny], and refuses that.
    public static Envelope read(byte[] text) throws WireException {
        return switch (readAny(text)) {
            case Envelope event -> event;
            case AnonymousEnvelope _ ->
                throw new WireException(WireException.Reason.WRONG_FIELD, "An event of the anonymous lane.");
        };
    }

    /// Reads an event. Unknown fields are passed over and an unknown type becomes [HubEvent.Unknown]; the
    /// caller keeps the text as received. In the anonymous lane nothing is passed over: a field that it
    /// does not have, a time of day or an id with a time in it is refused. Throws [WireException] with a
    /// counted reason for anything that is not an event.
    public static AnyEnvelope readAny(byte[] text) throws WireException {
        if (text.length > MOST_EVENT_BYTES) {
            throw new WireException(WireException.Reason.TOO_LARGE, "Larger than " + MOST_EVENT_BYTES + " bytes.");
        }
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new WireException(WireException.Reason.NOT_JSON, "Not JSON.");
        }
        if (json == null
                || !json.path("specversion").asString("").equals("1.0")
                || !json.path("specversion").isString()) {
            throw new WireException(WireException.Reason.NOT_AN_EVENT, "Not a CloudEvents 1.0 object.");
        }
        try {
            Lane lane = Lane.parse(field(json, "lane"));
            return lane == Lane.ANONYMOUS ? anonymous(json) : timed(json, lane);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new WireException(WireException.Reason.WRONG_FIELD, "A field is absent or not of its form.");
        }
    }

    private static Envelope timed(JsonNode json, Lane lane) throws WireException {
        return new Envelope(
                EventId.parse(field(json, "id")),
                Source.parse(field(json, "source")),
                Instant.parse(field(json, "time")),
                new StoreId(field(json, "store")),
                lane,
                sequence(field(json, "sequence")),
                new Moment(
                        field(json, "bootid"),
                        Long.parseLong(field(json, "uptimems")),
                        clock(field(json, "clock")),
                        integer(json, "clockboundms")),
                data(field(json, "type"), json.get("data")));
    }

    private static AnonymousEnvelope anonymous(JsonNode json) throws WireException {
        String time = field(json, "time");
        HubEvent data = data(field(json, "type"), json.get("data"));
        if (!ANONYMOUS_FIELDS.containsAll(json.propertyNames())
                || !time.endsWith(MIDNIGHT)
                || hasMoreThan(HubEvent.MoodAnswered.FIELDS, data instanceof HubEvent.MoodAnswered, json)
                || hasMoreThan(HubEvent.MoodSetAside.FIELDS, data instanceof HubEvent.MoodSetAside, json)) {
            throw new IllegalArgumentException("The anonymous lane has a date, and no other field of its own.");
        }
        return new AnonymousEnvelope(
                EventId.parse(field(json, "id")),
                Source.parse(field(json, "source")),
                LocalDate.parse(time.substring(0, time.length() - MIDNIGHT.length())),
                new StoreId(field(json, "store")),
                sequence(field(json, "sequence")),
                data);
    }

    private static boolean hasMoreThan(Set<String> fields, boolean isOfThem, JsonNode json) {
        return isOfThem && !fields.containsAll(json.get("data").propertyNames());
    }

    /// Where an event says that it stands.
    public record Place(StoreId store, Lane lane, long sequence) {}

    /// The place of a text that [#read] refuses, if that much of it can be read.
    public static Optional<Place> place(byte[] text) {
        if (text.length > MOST_EVENT_BYTES) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(text);
            if (json == null || !json.isObject()) {
                return Optional.empty();
            }
            Place place = new Place(
                    new StoreId(field(json, "store")),
                    Lane.parse(field(json, "lane")),
                    sequence(field(json, "sequence")));
            return place.sequence() < 1 ? Optional.empty() : Optional.of(place);
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The same event at another place, for a device whose store and its hub's have parted. All else stays,
    /// also what this version does not know.
    public static byte[] at(Place place, byte[] text) {
        ObjectNode json = (ObjectNode) JSON.readTree(text);
        json.put("store", place.store().value());
        json.put("lane", place.lane().text());
        json.put("sequence", sequenceText(place.sequence()));
        byte[] moved = JSON.writeValueAsBytes(json);
        return place.lane() == Lane.ANONYMOUS ? filledUp(moved) : moved;
    }

    /// Whether two texts are the same event, perhaps at different places.
    public static boolean sameButForPlace(byte[] one, byte[] other) {
        return JSON.readTree(one) instanceof ObjectNode a
                && JSON.readTree(other) instanceof ObjectNode b
                && a.remove(PLACE).equals(b.remove(PLACE));
    }

    /// The same text with one pass's name in place of another's, wherever that stands.
    public static byte[] renamed(byte[] text, PassName before, PassName after) {
        // Byte for byte: names are of letters that are alike in every encoding.
        return new String(text, StandardCharsets.ISO_8859_1)
                .replace(before.value(), after.value())
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String sequenceText(long sequence) {
        String digits = Long.toString(sequence);
        return "0".repeat(SEQUENCE_DIGITS - digits.length()) + digits;
    }

    /// Any other message of the contract, as bytes.
    public static byte[] writeMessage(Object message) {
        return JSON.writeValueAsBytes(message);
    }

    /// Reads any other message of the contract; throws [WireException] if it is not one.
    public static <T> T readMessage(byte[] text, Class<T> type) throws WireException {
        if (text.length > MOST_MESSAGE_BYTES) {
            throw new WireException(WireException.Reason.TOO_LARGE, "Larger than " + MOST_MESSAGE_BYTES + " bytes.");
        }
        try {
            T message = JSON.readValue(text, type);
            if (message == null) {
                throw new WireException(WireException.Reason.NOT_JSON, "Nothing there.");
            }
            return message;
        } catch (JacksonException e) {
            throw new WireException(WireException.Reason.WRONG_FIELD, "Not a " + type.getSimpleName() + ".");
        }
    }

    private static HubEvent data(String type, JsonNode data) throws WireException {
        if (type.length() > 120) {
            throw new WireException(WireException.Reason.WRONG_FIELD, "The type's name is too long.");
        }
        Class<?> known = CLASS_OF_TYPE.get(type);
        if (known == null) {
            return new HubEvent.Unknown(type);
        }
        if (data == null || !data.isObject()) {
            throw new WireException(WireException.Reason.WRONG_FIELD, "The event has no data.");
        }
        try {
            return (HubEvent) JSON.treeToValue(data, known);
        } catch (JacksonException e) {
            throw new WireException(WireException.Reason.WRONG_FIELD, "The data is not a " + type + ".");
        }
    }

    private static long sequence(String text) {
        if (text.length() != SEQUENCE_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("A sequence is 19 digits.");
        }
        return Long.parseLong(text);
    }

    private static Moment.Clock clock(String text) {
        for (Moment.Clock clock : Moment.Clock.values()) {
            if (clock.name().toLowerCase(java.util.Locale.ROOT).equals(text)) {
                return clock;
            }
        }
        throw new IllegalArgumentException("A clock is synced, hub, restored or unknown.");
    }

    private static String field(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null || !value.isString()) {
            throw new IllegalArgumentException("The field " + name + " is absent or not text.");
        }
        return value.stringValue();
    }

    private static int integer(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null || !value.isInt()) {
            throw new IllegalArgumentException("The field " + name + " is absent or not a whole number.");
        }
        return value.intValue();
    }
}
