package org.doorstep.system.mood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Topics;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.link.BrokerAddress;
import org.doorstep.relay.link.Link;
import org.doorstep.relay.link.Message;
import org.doorstep.relay.link.PahoLink;
import org.doorstep.relay.link.Presence;
import org.doorstep.relay.link.Requests;
import org.doorstep.relay.link.Switchboard;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.PageHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Presses of boxes of buttons from the broker to the manager's page. Nine boxes press once each, so
/// that none of them is taken for play.
@Tag("slow")
class BoxOfButtonsTest {
    private static final Topics TOPICS = new Topics(new HubId(TrialHouse.HUB));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BOXES = 9;

    @TempDir
    Path folder;

    private final Programs programs = Programs.here(Path.of("").toAbsolutePath().getParent());

    @Test
    void whatIsPressedOnBoxesIsInTheStoreAndOnThePageAndWhatAKioskPressesSoIsNot() throws Exception {
        fromTheBrokerToThePage(TrialHouse.Broker.EMBEDDED);
    }

    @Test
    @Tag("long")
    void byMosquittoTheyComeTheSameWay() throws Exception {
        assumeTrue(TrialHouse.hasMosquitto(), "Mosquitto is not installed");
        fromTheBrokerToThePage(TrialHouse.Broker.MOSQUITTO);
    }

    private void fromTheBrokerToThePage(TrialHouse.Broker broker) throws Exception {
        TrialHouse.Plan plan = TrialHouse.Plan.readable(broker);
        try (TrialHouse house = TrialHouse.make(folder.resolve("house"), programs, plan)) {
            List<Path> devices = new ArrayList<>(List.of(house.folder(Part.KIOSK_1)));
            for (int box = 1; box <= BOXES; box++) {
                devices.add(house.device("box-" + box));
                Files.writeString(
                        house.folder(Part.HUB).resolve("devices").resolve("box-" + box + ".properties"),
                        "kind = buttons\n",
                        StandardOpenOption.APPEND);
            }
            if (broker == TrialHouse.Broker.MOSQUITTO) {
                house.makeBrokerAnew(devices);
                house.start(Part.BROKER);
            }
            house.start(Part.HUB);
            try (PageHand manager = new PageHand(house.firstSignIn(Part.HUB), "Ada")) {
                // Nobody writes of which week a press is before that is sure.
                manager.press("/unsure", "/unsure/clock", Map.of());
                press(house, Part.KIOSK_1.folder(), 1);
                for (int box = 1; box <= BOXES; box++) {
                    press(house, "box-" + box, 4);
                }
                // What is too little to be written by itself is written when the hub ends.
                house.stop(Part.HUB);
                house.start(Part.HUB);
                String page = manager.page("/mood");
                assertThat(page.substring(page.indexOf("<td>Boxes of buttons</td>")))
                        .startsWith("<td>Boxes of buttons</td>")
                        .contains(">9<");
                assertThat(page).doesNotContain("<td>Kiosks</td>");
            }
        }
    }

    /// Returns when the hub has taken it: what it is asked on the same line afterwards, it answers afterwards.
    private static void press(TrialHouse house, String device, int face) throws Exception {
        DeviceId id = new DeviceId(device);
        CompletableFuture<Void> connected = new CompletableFuture<>();
        try (PahoLink link = new PahoLink(
                new BrokerAddress("127.0.0.1", house.port(Part.BROKER)),
                device,
                house.security(device),
                List.of(TOPICS.reply(id)),
                new Presence.Unannounced(),
                new Random(95))) {
            Requests requests = new Requests(link, TOPICS, id, new Random(device.hashCode()));
            link.open(new Switchboard(requests, new Connected(connected)));
            connected.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            byte[] press = "{\"face\":%d}".formatted(face).getBytes(StandardCharsets.UTF_8);
            link.publish(Message.passing(TOPICS.press(id), press, PATIENCE))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Reply reply =
                    requests.ask(new Request.Time(List.of()), PATIENCE).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(reply).isInstanceOf(Reply.Time.class);
        }
    }

    private record Connected(CompletableFuture<Void> told) implements Link.Listener {
        @Override
        public void connected() {
            told.complete(null);
        }

        @Override
        public void received(Link.Delivery delivery) {
            delivery.done();
        }

        @Override
        public void lost(String why) {
            // It tries again by itself.
        }
    }
}
