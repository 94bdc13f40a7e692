package org.doorstep.relay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.doorstep.relay.contract.bookings.Board;
import org.doorstep.relay.contract.talk.Greeting;
import org.doorstep.relay.contract.talk.HubTime;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptExamplesTest {
    private static final List<String> WITH_UNKNOWNS = List.of("unknown-fields", "unknown-type");

    static List<String> knownEvents() {
        return KeptExamples.events().stream()
                .filter(name -> !WITH_UNKNOWNS.contains(name))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("knownEvents")
    void aKeptEventReadAndWrittenIsTheSame(String name) throws Exception {
        byte[] text = KeptExamples.text(name);
        assertThat(Wire.JSON.readTree(Wire.write(Wire.readAny(text)))).isEqualTo(Wire.JSON.readTree(text));
    }

    @Test
    void everyEventThatWasEverReleasedHasAKeptExample() throws Exception {
        Set<Class<?>> kept = new HashSet<>();
        for (String name : KeptExamples.events()) {
            kept.add(Wire.readAny(KeptExamples.text(name)).data().getClass());
        }
        assertThat(kept).containsExactlyInAnyOrder(HubEvent.class.getPermittedSubclasses());
    }

    @Test
    void everyKindOfCredentialHasAKeptExample() throws Exception {
        Set<Class<?>> kept = new HashSet<>();
        for (String name : KeptExamples.events()) {
            if (Wire.readAny(KeptExamples.text(name)).data() instanceof HubEvent.TapRecorded tap) {
                kept.add(tap.credential().getClass());
            }
        }
        assertThat(kept).containsExactlyInAnyOrder(Credential.class.getPermittedSubclasses());
    }

    @Test
    void fieldsThatThisVersionDoesNotKnowArePassedOver() throws Exception {
        assertThat(Wire.read(KeptExamples.text("unknown-fields")).data())
                .isEqualTo(new HubEvent.GuestCounted(SessionId.parse("cook-and-eat@2026-11-22T1800"), 0, 3));
    }

    @Test
    void aTypeThatThisVersionDoesNotKnowIsReadByItsName() throws Exception {
        assertThat(Wire.read(KeptExamples.text("unknown-type")).data())
                .isEqualTo(new HubEvent.Unknown("doorstep.tea.poured.v1"));
    }

    @Test
    void issuedAtAnotherPlaceAnEventKeepsWhatThisVersionDoesNotKnow() {
        byte[] text = KeptExamples.text("unknown-type");
        Wire.Place place = new Wire.Place(new StoreId("0".repeat(32)), Lane.ATTENDANCE, 77);
        byte[] moved = Wire.at(place, text);
        assertThat(Wire.place(moved)).contains(place);
        assertThat(Wire.sameButForPlace(text, moved)).isTrue();
        assertThat(Wire.sameButForPlace(text, KeptExamples.text("unknown-fields")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request-hello",
                "request-hello-instance",
                "request-lease",
                "request-token-key",
                "request-blanks",
                "request-private",
                "request-proof",
                "request-time"
            })
    void aKeptRequestReadAndWrittenIsTheSame(String name) throws Exception {
        same(name, Request.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reply-hello",
                "reply-hello-twin",
                "reply-lease",
                "reply-token-key",
                "reply-blanks",
                "reply-private",
                "reply-proof",
                "reply-time",
                "reply-refused",
                "reply-sealing-key"
            })
    void aKeptReplyReadAndWrittenIsTheSame(String name) throws Exception {
        same(name, Reply.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "question-about-me",
                "question-answer-offer",
                "question-blanks",
                "question-book",
                "question-choose-phrase",
                "question-kept",
                "question-lost-pass",
                "question-my-bookings",
                "question-phone-page",
                "question-print-copy",
                "question-roster",
                "question-staff-passes",
                "question-token-key",
                "question-what-became"
            })
    void aKeptPrivateQuestionReadAndWrittenIsTheSame(String name) throws Exception {
        same(name, PrivateRequest.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "answer-about-me",
                "answer-about-me-missed",
                "answer-blanks",
                "answer-booking",
                "answer-booking-not-free",
                "answer-choose-phrase",
                "answer-kept",
                "answer-lost-pass",
                "answer-my-bookings",
                "answer-not-yet",
                "answer-phone-page",
                "answer-print-copy",
                "answer-refused",
                "answer-roster",
                "answer-staff-passes",
                "answer-token-key",
                "answer-token-key-sealing",
                "answer-what-became"
            })
    void aKeptPrivateAnswerReadAndWrittenIsTheSame(String name) throws Exception {
        same(name, PrivateReply.class);
    }

    @Test
    void everyKindOfPrivateTalkHasAKeptExample() throws Exception {
        Set<Class<?>> kept = new HashSet<>();
        for (String name : KeptExamples.names()) {
            if (name.startsWith("question-")) {
                kept.add(Wire.readMessage(KeptExamples.text(name), PrivateRequest.class)
                        .getClass());
            } else if (name.startsWith("answer-")) {
                kept.add(Wire.readMessage(KeptExamples.text(name), PrivateReply.class)
                        .getClass());
            }
        }
        assertThat(kept)
                .contains(PrivateRequest.class.getPermittedSubclasses())
                .contains(PrivateReply.class.getPermittedSubclasses());
    }

    @Test
    void theOtherKeptMessagesReadAndWrittenAreTheSame() throws Exception {
        same("ack", Ack.class);
        same("state", DeviceState.class);
        same("state-with-stores", DeviceState.class);
        same("state-nearly-full", DeviceState.class);
        same("state-sealing", DeviceState.class);
        same("schedule", Schedule.class);
        same("schedule-reasons", Schedule.class);
        same("schedule-you-said", Schedule.class);
        same("board", Board.class);
        same("press", Press.class);
        same("time", HubTime.class);
        same("words", ResidentWords.class);
        same("words-taken-back", ResidentWords.class);
        same("words-screen", ResidentWords.class);
        same("greeting", Greeting.class);
        same("greeting-screen", Greeting.class);
    }

    private static <T> void same(String name, Class<T> type) throws Exception {
        byte[] text = KeptExamples.text(name);
        byte[] again = Wire.writeMessage(Wire.readMessage(text, type));
        assertThat(Wire.JSON.readTree(again)).isEqualTo(Wire.JSON.readTree(text));
    }
}
