package org.doorstep.relay.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.talk.Greeting;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.junit.jupiter.api.Test;

class PrivateTalkTest {
    private static final HubId HUB = new HubId("millbrook");
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");
    private static final PrivateRequest.Roster ASKED = new PrivateRequest.Roster("", 0);

    private final SecureRandom random = new SecureRandom();
    private final OpeningKey hubKey = OpeningKey.fresh("0001", random);
    private final PrivateAsking kiosk = asking(hubKey.sealingKey());
    private final PrivateAnswering hub = answering(hubKey);

    @Test
    void aQuestionReachesTheHubAndItsAnswerComesBack() {
        Request.Private question = kiosk.sealed(ASKED);
        PrivateAnswering.Question opened = hub.open(KIOSK, question).orElseThrow();
        assertThat(opened.asked()).isEqualTo(ASKED);

        PrivateReply.Roster roster = roster("Bibi");
        assertThat(kiosk.opened(question, hub.sealed(opened, roster))).contains(roster);
    }

    @Test
    void whoHearsBothReadsNeither() {
        Request.Private question = kiosk.sealed(ASKED);
        Reply.Private answer = hub.sealed(hub.open(KIOSK, question).orElseThrow(), roster("Bibi"));

        PrivateAsking eavesdropper = asking(hubKey.sealingKey());
        assertThat(eavesdropper.opened(question, answer)).isEmpty();
        assertThat(answering(OpeningKey.fresh("0001", random)).open(KIOSK, question))
                .isEmpty();
        for (String sealed : List.of(question.sealed(), answer.sealed())) {
            assertThat(new String(Base64.getUrlDecoder().decode(sealed), StandardCharsets.ISO_8859_1))
                    .doesNotContain("Bibi", "roster", "998877");
        }
    }

    @Test
    void anotherDeviceCannotSayAQuestionAgainAsItsOwn() {
        assertThat(hub.open(new DeviceId("kiosk-2"), kiosk.sealed(ASKED))).isEmpty();
        assertThat(new PrivateAnswering(OpeningKeys.of(List.of(hubKey)), new HubId("other"), random)
                        .open(KIOSK, kiosk.sealed(ASKED)))
                .isEmpty();
    }

    @Test
    void anOlderAnswerDoesNotPassForThisOnes() {
        Request.Private before = kiosk.sealed(ASKED);
        Reply.Private old = hub.sealed(hub.open(KIOSK, before).orElseThrow(), roster("Bibi"));

        assertThat(kiosk.opened(kiosk.sealed(ASKED), old)).isEmpty();
    }

    @Test
    void aProgramThatBeganAnewCannotOpenWhatTheOneBeforeWasTold() {
        Request.Private question = kiosk.sealed(ASKED);
        Reply.Private answer = hub.sealed(hub.open(KIOSK, question).orElseThrow(), roster("Bibi"));

        assertThat(asking(hubKey.sealingKey()).opened(question, answer)).isEmpty();
    }

    @Test
    void lengthsAreOfAFewSteps() {
        Request.Private short1 = kiosk.sealed(ASKED);
        Request.Private short2 = kiosk.sealed(new PrivateRequest.Roster("4f1c2a9be07d3355", 123_456_789));
        assertThat(short1.sealed()).hasSameSizeAs(short2.sealed());

        PrivateAnswering.Question question = hub.open(KIOSK, short1).orElseThrow();
        Reply.Private nobody = hub.sealed(question, new PrivateReply.Roster("e", 0, false, List.of()));
        Reply.Private somebody = hub.sealed(question, roster("A much longer nickname"));
        assertThat(nobody.sealed()).hasSameSizeAs(somebody.sealed());
    }

    @Test
    void aFullPageOfTheRosterTravels() throws Exception {
        List<PrivateReply.Entry> entries = IntStream.range(0, PrivateReply.Roster.MOST)
                .mapToObj(i -> new PrivateReply.Entry(
                        new PassName("123456789:" + "x".repeat(43)),
                        true,
                        new Greeting(
                                "\u0A16".repeat(24),
                                "pa-Guru-IN-abcdefgh",
                                true,
                                true,
                                "a".repeat(Greeting.MOST_SCREEN))))
                .toList();
        PrivateReply.Roster full = new PrivateReply.Roster("4f1c2a9be07d3355", Long.MAX_VALUE, true, entries);
        Request.Private question = kiosk.sealed(ASKED);
        Reply.Private answer = hub.sealed(hub.open(KIOSK, question).orElseThrow(), full);
        Reply received = Wire.readMessage(Wire.writeMessage(answer), Reply.class);

        assertThat(kiosk.opened(question, (Reply.Private) received)).contains(full);
    }

    @Test
    void moreThanAMessageHoldsIsRefusedBeforeItIsSent() {
        assertThatThrownBy(() -> PrivateForm.filledUp(new byte[PrivateForm.MOST_BYTES + 1], 1024))
                .hasMessageContaining("pages");
    }

    @Test
    void oneChangedByteOrNoise_isNoQuestionAndNoAnswer() {
        Request.Private question = kiosk.sealed(ASKED);
        byte[] good = Base64.getUrlDecoder().decode(question.sealed());
        for (int i = 0; i < 100; i++) {
            byte[] changed = good.clone();
            changed[random.nextInt(changed.length)] ^= 1;
            assertThat(hub.open(KIOSK, new Request.Private(text(changed), "0001")))
                    .isEmpty();
        }
        assertThat(hub.open(KIOSK, new Request.Private("?".repeat(80), "0001"))).isEmpty();
        assertThat(hub.open(KIOSK, new Request.Private(question.sealed(), "0002")))
                .isEmpty();
        assertThat(kiosk.opened(question, new Reply.Private("?".repeat(80)))).isEmpty();
    }

    @Test
    void whatIsNoQuestionInsideOrHasAKeyOfSmallOrderIsPassedOver() {
        byte[] beside = PrivateForm.beside(HUB, KIOSK);
        for (byte[] inside :
                List.of(new byte[0], new byte[32], new byte[100], "x".repeat(40).getBytes(StandardCharsets.US_ASCII))) {
            String sealed = text(hubKey.sealingKey().seal(PrivateForm.QUESTION, beside, inside, random));
            assertThat(hub.open(KIOSK, new Request.Private(sealed, "0001"))).isEmpty();
        }
    }

    @Test
    void aKeyThatIsChangedIsUsedFromTheNextQuestionOn() {
        OpeningKey next = OpeningKey.fresh("0002", random);
        OpeningKey[] now = {hubKey};
        PrivateAsking asking = new PrivateAsking(() -> now[0].sealingKey(), HUB, KIOSK, random);
        Request.Private first = asking.sealed(ASKED);
        now[0] = next;
        Request.Private second = asking.sealed(ASKED);

        PrivateAnswering both = new PrivateAnswering(OpeningKeys.of(List.of(hubKey, next)), HUB, random);
        assertThat(both.open(KIOSK, first)).isPresent();
        assertThat(both.open(KIOSK, second)).isPresent();
        assertThat(second.key()).isEqualTo("0002");
    }

    @Test
    void noKeySaysWhatItIs() {
        assertThat(hubKey).hasToString("opening key 0001");
        assertThat(new PassName("9".repeat(20))).hasToString("a pass");
    }

    private PrivateAsking asking(SealingKey key) {
        return new PrivateAsking(() -> key, HUB, KIOSK, random);
    }

    private PrivateAnswering answering(OpeningKey key) {
        return new PrivateAnswering(id -> Optional.of(key).filter(k -> k.id().equals(id)), HUB, random);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static PrivateReply.Roster roster(String nickname) {
        return new PrivateReply.Roster(
                "e",
                1,
                false,
                List.of(new PrivateReply.Entry(
                        new PassName("99887766554433221100"), true, new Greeting(nickname, "", false, false, ""))));
    }
}
