package org.doorstep.relay.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnonymousEnvelopeTest {
    private static final SessionId SESSION = SessionId.parse("cook-and-eat@2026-11-22T1800");

    private final String good = new String(KeptExamples.text("mood-answered"), StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"lane\":|\"bootid\":\"a\",\"lane\":",
                "\"lane\":|\"uptimems\":\"5\",\"lane\":",
                "\"lane\":|\"clock\":\"synced\",\"lane\":",
                "\"lane\":|\"clockboundms\":5,\"lane\":",
                "\"lane\":|\"recordedtime\":\"2026-11-22T18:04:19Z\",\"lane\":",
                "T00:00:00Z|T18:04:19Z",
                "T00:00:00Z|T00:00:00.001Z",
                "2026-11-22T00:00:00Z|2026-11-23T00:00:00Z",
                "5d0c7f52-91b3-4c7e|01a2046a-3900-7b95",
                "\"face\": 4|\"face\": 4, \"at\": \"18:04\"",
                "\"face\": 4|\"face\": 5",
                "\"face\": 4|\"face\": 0",
                "felt-welcome|Anna, at the door",
                "doorstep.mood.answered.v1|doorstep.guest.counted.v1"
            })
    void anEventThatCouldBeMatchedIsRefused(String here, String instead) {
        String changed = good.replace(here, instead);
        assertThat(changed).isNotEqualTo(good);
        assertThatThrownBy(() -> Wire.readAny(changed.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        WireException.class, e -> assertThat(e.reason()).isEqualTo(WireException.Reason.WRONG_FIELD));
    }

    @Test
    void anAnswerDoesNotTravelInALaneThatHasClocks() {
        String guest = new String(KeptExamples.text("guest-counted"), StandardCharsets.UTF_8);
        String answer = guest.replace("doorstep.guest.counted.v1", "doorstep.mood.answered.v1")
                .replaceAll("(?s)\"data\".*", "\"data\":{\"face\":2}}");
        assertThatThrownBy(() -> Wire.readAny(answer.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(WireException.class);
        assertThatThrownBy(() -> Wire.read(KeptExamples.text("mood-answered"))).isInstanceOf(WireException.class);
    }

    @Test
    void everyAnswerHasTheSameLengthWhateverItSays() throws Exception {
        List<HubEvent.MoodAnswered> answers = new ArrayList<>();
        String longest = "a".repeat(32);
        for (int face = 1; face <= HubEvent.MoodAnswered.FACES; face++) {
            SessionId other = new SessionId(new ActivityId(longest), SESSION.date(), SESSION.start());
            answers.add(HubEvent.MoodAnswered.of(SESSION, face));
            answers.add(HubEvent.MoodAnswered.of(other, face).because(new ReasonId(longest)));
        }
        Source source = new Source(new HubId(longest), new DeviceId(longest));
        Random random = new Random(7);
        for (HubEvent.MoodAnswered answer : answers) {
            AnonymousEnvelope event = new AnonymousEnvelope(
                    EventId.byChance(random), source, SESSION.date(), StoreId.random(random), 1, answer);
            byte[] text = Wire.write(event);
            assertThat(text).hasSize(Wire.ANONYMOUS_BYTES);
            assertThat(Wire.readAny(text)).isEqualTo(event);
            byte[] moved = Wire.at(new Wire.Place(event.store(), Lane.ANONYMOUS, 77), text);
            assertThat(moved).hasSize(Wire.ANONYMOUS_BYTES);
            assertThat(Wire.sameButForPlace(text, moved)).isTrue();
        }
    }

    @Test
    void anAnswerWithoutASessionStandsOnAMonday() {
        Random random = new Random(8);
        HubEvent.MoodAnswered loose = HubEvent.MoodAnswered.of(SESSION, 3).withoutSession();
        assertThat(loose.at()).isEmpty();
        assertThat(AnonymousEnvelope.weekOf(SESSION.date())).isEqualTo(LocalDate.parse("2026-11-16"));
        Source source = new Source(new HubId("millbrook"), new DeviceId("kiosk-1"));
        assertThatThrownBy(() -> new AnonymousEnvelope(
                        EventId.byChance(random), source, SESSION.date(), StoreId.random(random), 1, loose))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasSetAsideStandsOnAMondayAndHasNoFieldButItsFace() throws Exception {
        String aside = new String(KeptExamples.text("mood-set-aside"), StandardCharsets.UTF_8);
        assertThat(Wire.readAny(aside.getBytes(StandardCharsets.UTF_8)).data()).isEqualTo(new HubEvent.MoodSetAside(1));
        for (String changed : List.of(
                aside.replace("2026-11-16", "2026-11-17"),
                aside.replace("\"face\": 1", "\"face\": 1, \"session\": \"cook-and-eat@2026-11-16T1800\""),
                aside.replace("\"face\": 1", "\"face\": 1, \"why\": \"twelve in a row\""),
                aside.replace("\"face\": 1", "\"face\": 0"))) {
            assertThatThrownBy(() -> Wire.readAny(changed.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(WireException.class);
        }
    }

    @Test
    void anIdByChanceHoldsNoTime() {
        for (long seed = 0; seed < 200; seed++) {
            EventId id = EventId.byChance(new Random(seed));
            assertThat(id.value().version()).as("seed " + seed).isEqualTo(4);
            assertThat(id.value().variant()).isEqualTo(2);
        }
    }
}
