package org.doorstep.hub.fleet;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.doorstep.firmware.keys.RegisteredDevices.Because;
import org.doorstep.firmware.keys.RegisteredDevices.ShutOut;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.enrolment.ShuttingOut;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.DeviceId;

/// A stolen, lost or replaced kiosk is shut out by one press, after a page that says what will happen.
public final class ShutOutRoutes {
    private static final String KIOSKS = "/kiosks";
    private static final String PATH = KIOSKS + "/{device}/shut-out";

    private final EnrolledDevices enrolled;
    private final ShuttingOut shutting;
    private final boolean ownBroker;
    private final boolean byHand;
    private final InstantSource clock;
    private final Audit audit;

    /// What is written to the audit.
    enum Change {
        DEVICE_SHUT_OUT
    }

    /// `byHand`: a person must tell a broker that is not the hub's own.
    public ShutOutRoutes(
            EnrolledDevices enrolled,
            ShuttingOut shutting,
            boolean ownBroker,
            boolean byHand,
            InstantSource clock,
            Audit audit) {
        this.enrolled = enrolled;
        this.shutting = shutting;
        this.ownBroker = ownBroker;
        this.byHand = byHand;
        this.clock = clock;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        routes.get(Access.to(Role.MANAGER), PATH, exchange -> show(exchange, false, ""));
        routes.post(Access.to(Role.MANAGER), PATH, this::shutOut);
    }

    private void shutOut(Exchange exchange) {
        Optional<EnrolledDevices.Device> device = device(exchange);
        Optional<Because> because = Arrays.stream(Because.values())
                .filter(one -> one.toString().equals(exchange.field("because")))
                .findFirst();
        if (device.isEmpty() || because.isEmpty()) {
            show(exchange, true, "");
            return;
        }
        DeviceId id = device.get().id();
        switch (shutting.shutOut(id, because.get())) {
            case ShuttingOut.Outcome.Done _ -> {
                audit.add(exchange.visitor().name(), Change.DEVICE_SHUT_OUT, id + ": " + because.get());
                exchange.goTo(KIOSKS + "/" + id + "/shut-out");
            }
            case ShuttingOut.Outcome.NotHere _ -> exchange.notHere();
            case ShuttingOut.Outcome.Unfinished unfinished -> {
                audit.add(exchange.visitor().name(), Change.DEVICE_SHUT_OUT, id + ": " + because.get());
                show(exchange, false, unfinished.why());
            }
        }
    }

    private void show(Exchange exchange, boolean mistake, String unfinished) {
        Optional<EnrolledDevices.Device> device = device(exchange);
        if (device.isEmpty()) {
            exchange.notHere();
            return;
        }
        Words words = exchange.words();
        DeviceId id = device.get().id();
        String name = device.get().name();
        Optional<ShutOut> out = enrolled.shutOut(id);
        exchange.page(
                mistake ? 422 : 200,
                "fleet/shut-out",
                new ShutOutPage(
                        exchange.frame(KIOSKS),
                        id.value(),
                        name,
                        out.isPresent() ? after(words) : before(words),
                        Arrays.stream(Because.values())
                                .map(one -> new ShutOutPage.Choice(one.toString(), words.of("shut-out.because", one)))
                                .toList(),
                        mistake,
                        out.map(since -> words.say(
                                        "shut-out.done",
                                        name,
                                        words.when(since.at(), clock.instant()),
                                        words.of("shut-out.because", since.because())))
                                .orElse(""),
                        unfinished,
                        KIOSKS + "/add?id=" + encoded(id.value()) + "&name=" + encoded(name)));
    }

    private List<String> before(Words words) {
        List<String> sentences = new ArrayList<>(List.of(
                words.say("shut-out.will.in"), words.say("shut-out.will.ever"), words.say("shut-out.will.aside")));
        if (!ownBroker) {
            sentences.add(words.say(byHand ? "shut-out.will.mosquitto" : "shut-out.will.deaf"));
        }
        sentences.add(words.say("shut-out.will.stays"));
        return sentences;
    }

    private List<String> after(Words words) {
        List<String> sentences =
                new ArrayList<>(List.of(words.say("shut-out.is.out"), words.say("shut-out.will.aside")));
        if (!ownBroker) {
            sentences.add(words.say(byHand ? "shut-out.is.mosquitto" : "shut-out.is.deaf"));
        }
        return sentences;
    }

    private Optional<EnrolledDevices.Device> device(Exchange exchange) {
        return enrolled.all().stream()
                .filter(one -> one.id().value().equals(exchange.path("device")))
                .findFirst();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
