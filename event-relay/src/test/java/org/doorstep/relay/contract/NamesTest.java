package org.doorstep.relay.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "cook@2026-11-22",
                "cook@2026-11-22T",
                "cook@2026-11-22T24",
                "cook@2026-11-22T2460",
                "cook@2026-02-30T1800",
                "cook@2026-1a-22T1800",
                "cook@2026/11/22T1800",
                "cook@2026-11-22T1٣00",
                "cook@2026-11-22T18:0",
                "Cook@2026-11-22T1800",
                "@2026-11-22T1800",
                "cook@2026-11-22T1800Z",
                "cook/../@2026-11-22T1800"
            })
    void whatIsNotASessionIsNotReadAsOne(String text) {
        assertThatThrownBy(() -> SessionId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSessionIsWrittenAsItIsRead() {
        assertThat(SessionId.parse("cook-and-eat@2026-11-22T1800")).hasToString("cook-and-eat@2026-11-22T1800");
        SessionId dropIn = SessionId.dropIn(LocalDate.parse("2026-11-22"));
        assertThat(SessionId.parse(dropIn.toString())).isEqualTo(dropIn);
        assertThat(dropIn.isDropIn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "a b", "a/b", "a+", "#", "café", "a\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aNameThatIsNotSafeEverywhereIsNoName(String text) {
        assertThatThrownBy(() -> new DeviceId(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HubId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTopicTellsItsDeviceAndLaneAndNoOtherHubsTopicDoes() {
        Topics topics = new Topics(new HubId("millbrook"));
        DeviceId kiosk = new DeviceId("kiosk-1");
        assertThat(topics.parseEvent(topics.event(kiosk, Lane.MEMBER)))
                .isEqualTo(new Topics.EventTopic(kiosk, Lane.MEMBER));
        assertThat(topics.deviceOf(topics.state(kiosk))).isEqualTo(kiosk);
        assertThatThrownBy(() -> topics.parseEvent("doorstep/v1/other/kiosk-1/event/member"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> topics.parseEvent("doorstep/v1/millbrook/kiosk-1/event/member/x"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
