package org.doorstep.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.hardware.pi4j.MockBoard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole kiosk of a card reader, four buttons, two lights and a buzzer: the same program, desk
/// and outbox, without the page.
class NoScreenKioskTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);
    private static final int WELL = 17;
    private static final int WAIT = 27;
    private static final int BUZZER = 18;
    private static final Reading CARD = new Reading.CardNumber(Reading.Width.FOUR, "00BC614E");
    private static final Reading PHONE = new Reading.Garbage(Reading.Reason.CHANGES_EACH_TIME);

    @TempDir
    private Path folder;

    private final MockBoard board = new MockBoard();

    @AfterEach
    void closeTheBoard() {
        board.close();
    }

    @Test
    void aCardIsCountedAndSaidByLightAndSoundAndAFaceIsTaken() {
        try (TrialKiosk kiosk = kiosk()) {
            assertThat(kiosk.url()).isEqualTo("without a screen");
            until(() -> board.isOutput(WELL) && !board.isOn(WELL));

            kiosk.cards().present(CARD);
            until(() -> board.isOn(WELL));
            until(() -> kiosk.store.outbox().standing().tails().size() == 1);
            until(() -> !board.isOn(WELL));

            board.press(19);
            until(() -> board.isOn(WELL));
            assertThat(board.isOutput(BUZZER)).isTrue();
        }
    }

    @Test
    void whatCannotBeTakenAsksByLightForSomebody() {
        try (TrialKiosk kiosk = kiosk()) {
            kiosk.cards().present(PHONE);

            until(() -> board.isOutput(WAIT) && board.isOn(WAIT));
            assertThat(board.isOn(WELL)).isFalse();
        }
    }

    private TrialKiosk kiosk() {
        Parts parts = new Parts(
                false,
                List.of(5, 6, 13, 19),
                Optional.of(26),
                Optional.of(new Parts.LampSetting.Leds(WELL, WAIT)),
                Optional.of(new Parts.BuzzerSetting.Pin(BUZZER)),
                Optional.empty());
        return new TrialKiosk(folder, new TrialClock("2026-11-22T10:05:00Z"), parts, board.pins()).start();
    }

    private static void until(java.util.concurrent.Callable<Boolean> so) {
        await().atMost(LONG_ENOUGH).pollInterval(Duration.ofMillis(20)).until(so);
    }
}
