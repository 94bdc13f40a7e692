package org.doorstep.system.rogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.CertifiedHouse;
import org.doorstep.system.trial.HubBooks;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real programs with nothing but certificates between them.
@Tag("long")
class CertifiedHouseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void tapsArriveByCertificateAndWhoIsShutOutIsHeardNoMore() throws Exception {
        TrialHouse house = TrialHouse.make(
                folder.resolve("house"),
                Programs.here(Path.of("..")),
                TrialHouse.Plan.readable(TrialHouse.Broker.EMBEDDED));
        open.add(house);
        CertifiedHouse certified = new CertifiedHouse(house, InstantSource.system(), new SecureRandom());
        house.start(Part.HUB);
        KioskHand stays = kiosk(house, Part.KIOSK_1);
        KioskHand stolen = kiosk(house, Part.KIOSK_2);
        stays.guest();
        stolen.guest();
        await().atMost(PATIENCE).until(() -> stays.notAtHub() == 0 && stolen.notAtHub() == 0);
        assertThat(events(house)).isEqualTo(2);

        certified.revoke(new DeviceId("kiosk-2"));
        await("it is shut out")
                .atMost(PATIENCE)
                .until(() -> !stolen.health().get("hubHere").booleanValue());
        stolen.guest();
        long before = events(house);
        stays.guest();
        await("the other goes on").atMost(PATIENCE).until(() -> events(house) == before + 1);
        assertThat(stolen.notAtHub()).isEqualTo(1);

        certified.renew(new DeviceId("kiosk-1"));
        house.stop(Part.KIOSK_1);
        KioskHand renewed = kiosk(house, Part.KIOSK_1);
        renewed.guest();
        await("a renewed certificate").atMost(PATIENCE).until(() -> renewed.notAtHub() == 0);
    }

    private KioskHand kiosk(TrialHouse house, Part part) throws Exception {
        house.start(part);
        KioskHand hand = new KioskHand(house.url(part));
        open.add(hand);
        hand.look();
        return hand;
    }

    private static long events(TrialHouse house) throws Exception {
        try (HubBooks books = new HubBooks(house.folder(Part.HUB))) {
            return books.events();
        }
    }
}
