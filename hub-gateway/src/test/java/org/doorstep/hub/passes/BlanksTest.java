package org.doorstep.hub.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlanksTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final DeviceId KIOSK = new DeviceId("kiosk-1");

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-02T09:00:00Z");
    private Database database;
    private Blanks blanks;
    private PassKeys publicKeys;

    @BeforeEach
    void open() {
        database = Database.open(
                folder.resolve("hub.db"),
                "org/doorstep/hub/db",
                "org/doorstep/login/db/sqlite",
                "org/doorstep/relay/inbox/db");
        KeyFiles.make(folder, new SecureRandom());
        KeyFiles keys = KeyFiles.read(folder);
        publicKeys = PassKeys.parse(keys.publicKeys().passKeys());
        blanks = new Blanks(database, keys.signingKey(), LONDON, () -> now, new Random(1));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aKioskIsGivenWhatItLacksEachADifferentPassOfFiveYears() {
        List<String> codes = given(KIOSK, 45, 60);

        assertThat(codes).hasSize(15).doesNotHaveDuplicates();
        LocalDate lastDay = LocalDate.parse("2031-11-02");
        assertThat(codes).allSatisfy(code -> {
            assertThat(PassCode.read(code, publicKeys, lastDay)).isInstanceOf(PassCode.Valid.class);
            assertThat(PassCode.read(code, publicKeys, lastDay.plusDays(1))).isInstanceOf(PassCode.Expired.class);
        });
    }

    @Test
    void eachIsWrittenDownWithTheKioskBeforeItLeaves() {
        given(KIOSK, 0, 10);

        assertThat(writtenDown()).isEqualTo(10);
    }

    @Test
    void aKioskThatHasEnoughOrAsksForMoreThanFitsInOneAnswerGetsNoMoreThanThat() {
        assertThat(given(KIOSK, 60, 60)).isEmpty();
        assertThat(given(KIOSK, 90, 60)).isEmpty();
        assertThat(given(KIOSK, 0, Integer.MAX_VALUE)).hasSize(Blanks.MOST_AT_ONCE);
    }

    @Test
    void aDeviceThatOnlyCollectsIsRefusedUntilAWeekHasGoneByAndOthersAreNot() {
        for (int i = 0; i < 10; i++) {
            assertThat(given(KIOSK, 0, 200)).hasSize(200);
        }
        assertThat(blanks.fill(KIOSK, new PrivateRequest.Blanks(0, 1))).isInstanceOf(PrivateReply.Refused.class);
        assertThat(writtenDown()).isEqualTo(2_000);
        assertThat(given(new DeviceId("kiosk-2"), 0, 60)).hasSize(60);

        now = now.plus(Duration.ofDays(7)).plusMillis(1);

        assertThat(given(KIOSK, 0, 60)).hasSize(60);
    }

    private List<String> given(DeviceId device, int have, int want) {
        return ((PrivateReply.Blanks) blanks.fill(device, new PrivateRequest.Blanks(have, want))).codes();
    }

    private int writtenDown() {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM blank")
                .mapTo(Integer.class)
                .one());
    }
}
