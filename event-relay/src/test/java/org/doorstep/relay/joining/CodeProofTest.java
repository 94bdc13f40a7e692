package org.doorstep.relay.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.identity.EcKeys;
import org.junit.jupiter.api.Test;

class CodeProofTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CARRY_KEY = "ab12:" + "A".repeat(43);

    /// One for all tests: each takes a moment and 19 MiB.
    private static final JoiningCode CODE = JoiningCode.random(RANDOM);

    private static final Fingerprint HUBS = someKey();
    private static final CodeProof HUB = new CodeProof(CODE, HUBS);

    @Test
    void bothSidesProveTheCodeToEachOther() {
        CodeProof device = new CodeProof(CODE, HUBS);
        JoinRequest request = JoinRequest.make(device, CODE.claim(), "request", CARRY_KEY);
        JoinAnswer answer = JoinAnswer.make(HUB, request, "chain", "root", Map.of("hub.id", "millbrook"));

        assertThat(HUB.isOfDevice(request)).isTrue();
        assertThat(device.isOfHub(request, answer)).isTrue();
        assertThat(device.isOfDevice(request)).isTrue();
    }

    @Test
    void whatAManInTheMiddleRelaysIsWorthNothing() {
        CodeProof deviceSeesHim = new CodeProof(CODE, someKey());
        JoinRequest request = JoinRequest.make(deviceSeesHim, CODE.claim(), "request", CARRY_KEY);

        assertThat(HUB.isOfDevice(request)).isFalse();

        JoinAnswer relayed = JoinAnswer.make(HUB, request, "chain", "root", Map.of());
        assertThat(deviceSeesHim.isOfHub(request, relayed)).isFalse();
    }

    @Test
    void anotherCodeProvesNothing() {
        String secret = CODE.secret().startsWith("0")
                ? "1" + CODE.secret().substring(1)
                : "0" + CODE.secret().substring(1);
        CodeProof guessing = new CodeProof(new JoiningCode(CODE.claim(), secret), HUBS);
        JoinRequest request = JoinRequest.make(guessing, CODE.claim(), "request", CARRY_KEY);

        assertThat(HUB.isOfDevice(request)).isFalse();
        assertThat(guessing.isOfHub(request, JoinAnswer.make(HUB, request, "chain", "root", Map.of())))
                .isFalse();
    }

    @Test
    void nothingThatWasAskedOrAnsweredCanBeChangedOnTheWay() {
        JoinRequest request = JoinRequest.make(HUB, CODE.claim(), "request", CARRY_KEY);
        JoinAnswer answer = JoinAnswer.make(HUB, request, "chain", "root", Map.of("a", "b", "c", "d"));

        assertThat(HUB.isOfDevice(new JoinRequest(CODE.claim(), "another", CARRY_KEY, request.proof())))
                .isFalse();
        assertThat(HUB.isOfDevice(
                        new JoinRequest(CODE.claim(), "request", "cd34" + CARRY_KEY.substring(4), request.proof())))
                .isFalse();
        assertThat(HUB.isOfHub(request, new JoinAnswer("other", "root", answer.settings(), answer.proof())))
                .isFalse();
        assertThat(HUB.isOfHub(request, new JoinAnswer("chain", "other", answer.settings(), answer.proof())))
                .isFalse();
        // The same letters, cut in other places.
        assertThat(HUB.isOfHub(
                        request,
                        new JoinAnswer("chain", "root", new TreeMap<>(Map.of("ab", "c", "d", "")), answer.proof())))
                .isFalse();
        // A device's proof sent back to it is no hub's.
        assertThat(HUB.isOfHub(request, new JoinAnswer("chain", "root", answer.settings(), request.proof())))
                .isFalse();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        JoinRequest request = JoinRequest.make(HUB, CODE.claim(), "request", CARRY_KEY);
        JoinAnswer answer = JoinAnswer.make(HUB, request, "chain", "root", Map.of("hub.id", "millbrook"));

        assertThat(again(request, JoinRequest.class)).isEqualTo(request);
        assertThat(again(answer, JoinAnswer.class)).isEqualTo(answer);
        assertThat(Wire.JSON.writeValueAsString(new DoorRefusal.Answer(DoorRefusal.NOT_KNOWN)))
                .isEqualTo("{\"refused\":\"not-known\"}");
        for (DoorRefusal each : DoorRefusal.values()) {
            assertThat(again(new DoorRefusal.Answer(each), DoorRefusal.Answer.class)
                            .refused())
                    .isEqualTo(each);
        }
        assertThat(Wire.JSON
                        .readValue("{\"refused\":\"of-next-year\"}", DoorRefusal.Answer.class)
                        .refused())
                .isEqualTo(DoorRefusal.CANNOT);
    }

    @Test
    void anAnswerCannotBringLinesOfItsOwnIntoASettingsFile() {
        for (Map<String, String> odd : List.of(
                Map.of("hub.id", "millbrook\nreader.qr = camera:anything"),
                Map.of("hub.id = x\nreader.qr", "none"),
                Map.of("", "x"),
                Map.of("hub.name", "\u0085"))) {
            assertThatThrownBy(() -> new JoinAnswer("chain", "root", new TreeMap<>(odd), "A".repeat(43)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static <T> T again(T written, Class<T> kind) {
        return Wire.JSON.readValue(Wire.JSON.writeValueAsBytes(written), kind);
    }

    private static Fingerprint someKey() {
        return Fingerprint.of(EcKeys.random(RANDOM).getPublic());
    }
}
