package org.doorstep.hub.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.hub.passes.PassSigner;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.store.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaffPassesTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

    @TempDir
    Path folder;

    private Database database;
    private StaffPasses staff;

    @BeforeEach
    void open() {
        SecureRandom random = new SecureRandom();
        database = Database.open(
                folder.resolve("hub.db"),
                "org/doorstep/hub/db",
                "org/doorstep/login/db/sqlite",
                "org/doorstep/relay/inbox/db");
        KeyFiles.make(folder, random);
        PassSigner signer = new PassSigner(KeyFiles.read(folder).signingKey(), LONDON, CLOCK, random);
        staff = new StaffPasses(database, signer, random, CLOCK);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void kiosksAreToldOfAPassThatWasMadeAndOfItsPinOnlyAHash() {
        StaffPasses.Made made = (StaffPasses.Made) staff.make("271828");

        List<PrivateReply.StaffPass> told = staff.told().passes();

        assertThat(told).singleElement().satisfies(one -> {
            assertThat(one.pass()).isEqualTo(PassName.of(made.pass().pass()));
            assertThat(one.pin().fits("271828")).isTrue();
            assertThat(one.pin().fits("271829")).isFalse();
        });
    }

    @Test
    void onePassIsTakenBackAndTheOtherStays() {
        StaffPasses.Made lost = (StaffPasses.Made) staff.make("271828");
        StaffPasses.Made kept = (StaffPasses.Made) staff.make("314159");

        assertThat(staff.end(lost.pass().symbol())).isTrue();

        assertThat(staff.told().passes())
                .extracting(PrivateReply.StaffPass::pass)
                .containsExactly(PassName.of(kept.pass().pass()));
        assertThat(staff.held()).hasSize(1);
        assertThat(staff.end(lost.pass().symbol())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345", "1234567890123", "abcdef", "111111", "123456", "27182 8"})
    void aPinThatAnybodyWouldTryFirstIsNotTaken(String pin) {
        assertThat(staff.make(pin)).isEqualTo(new StaffPasses.NotThatPin());
        assertThat(staff.told().passes()).isEmpty();
    }

    @Test
    void itIsPrintedOnAPage() {
        StaffPasses.Made made = (StaffPasses.Made) staff.make("271828");
        assertThat(new StaffSheet(new Words(Locale.UK, LONDON), "Millbrook Fold").draw(made.pass()))
                .startsWith("%PDF".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
