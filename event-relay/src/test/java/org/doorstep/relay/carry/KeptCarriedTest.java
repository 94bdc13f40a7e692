package org.doorstep.relay.carry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.figures.FigureCursor;
import org.doorstep.relay.contract.passes.PassKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files as the first version wrote them: a stick may lie in a drawer for years. They are never written again.
class KeptCarriedTest {
    private static final PassKeys KIOSK = PassKeys.parse("00aa:XovXwFLshqi821mr9riti2K9yd2GlGh_zneAkUUH8Ng");
    private static final PassKeys HUB = PassKeys.parse("0001:5aiPl76yP6ilZ74frVrbsSMZxeo_FmYeO9HMqVS9KZY");

    /// Made for this file alone.
    private static final CarryKeys.Opener OPENER = new CarryKeys.Opener(
            "0001",
            HexFormat.of().parseHex("75e6120873721b16b4e64b653885873d17d49717e4e350e4b934335a277694bc"),
            HexFormat.of().parseHex("dd0232aab0a59550e2512945fcfab190f036de8d098b5890bbbf8c8d0474841d"));

    private static final String FILE = "0123456789abcdef0123456789abcdef";
    private static final StoreId STORE = new StoreId("0f".repeat(16));
    private static final Instant MADE = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    @Test
    void theFirstCarriedFileOpens() throws Exception {
        Path file = folder.resolve("events.carried");
        Files.write(file, kept("events.carried"));
        assertThat(CarriedReader.heading(file))
                .isEqualTo(new CarriedHeading(
                        CarriedHeading.Kind.EVENTS, new HubId("millbrook"), "kiosk-1", "00aa", "0001", FILE, MADE));
        try (CarriedEvents events = CarriedEvents.open(file, KIOSK, List.of(OPENER))) {
            assertThat(events.hello().tails()).singleElement().satisfies(tail -> assertThat(tail.last())
                    .isEqualTo(1));
            assertThat(events.next().orElseThrow()).singleElement().satisfies(row -> {
                assertThat(row.store()).isEqualTo(STORE);
                assertThat(row.lane()).isEqualTo(Lane.ATTENDANCE);
                assertThat(row.sequence()).isEqualTo(1);
                assertThat(Wire.read(row.text()).data()).isInstanceOf(HubEvent.GuestCounted.class);
            });
            assertThat(events.next()).isEmpty();
        }
    }

    @Test
    void theFirstAnswersAreRead() throws Exception {
        Acknowledgement acknowledgement = Acknowledgement.read(kept("acknowledgement"), HUB);
        assertThat(acknowledgement.device()).isEqualTo(new DeviceId("kiosk-1"));
        assertThat(acknowledgement.answers()).isEqualTo(FILE);
        assertThat(acknowledgement.acks()).singleElement().satisfies(ack -> assertThat(ack.through())
                .isEqualTo(1));
        assertThat(acknowledgement.word().answer().incarnation()).isEqualTo("1a".repeat(16));
        assertThat(FiguresTaken.read(kept("figures-taken"), HUB))
                .isEqualTo(new FiguresTaken(
                        new HubId("millbrook"), FILE, MADE, new FigureCursor("2b".repeat(16), 42, "ab".repeat(32))));
    }

    private static byte[] kept(String name) throws IOException {
        try (InputStream in = KeptCarriedTest.class.getResourceAsStream("v1/" + name)) {
            return in.readAllBytes();
        }
    }
}
