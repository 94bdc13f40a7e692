package org.doorstep.hub.residents;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Section;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.EventId;

/// Where somebody who works here opens a kiosk for a lost pass, and says whether it is them; and where
/// a manager takes back what was a mistake, with a reason.
public final class LostPassRoutes {
    private static final String PATH = "/lost-passes";

    private final LostPassDesk desk;
    private final EnrolledDevices devices;
    private final InstantSource clock;
    private final Audit audit;

    /// What is written to the audit.
    enum Change {
        OPENED_FOR_LOST_PASS,
        LOST_PASS_REPLACED,
        LOST_PASS_TAKEN_BACK,
        PASSES_PARTED
    }

    public LostPassRoutes(LostPassDesk desk, EnrolledDevices devices, InstantSource clock, Audit audit) {
        this.desk = desk;
        this.devices = devices;
        this.clock = clock;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        Access.Roles view = routes.reading("hub.pass.symbol", "hub.pass.kind");
        Access atTheDesk = new Access.Roles(view.roles(), false);
        routes.page(view, Section.PASSES, PATH, "nav.lost-passes", exchange -> show(exchange, ""));
        routes.post(atTheDesk, PATH + "/open", this::open);
        routes.post(atTheDesk, PATH + "/close", exchange -> {
            device(exchange).ifPresent(device -> desk.close(device.id()));
            exchange.goTo(PATH);
        });
        routes.post(atTheDesk, PATH + "/confirm", this::confirm);
        routes.post(Access.to(Role.MANAGER), PATH + "/take-back", this::takeBack);
        routes.post(Access.to(Role.MANAGER), PATH + "/part", this::part);
    }

    private void open(Exchange exchange) {
        Optional<EnrolledDevices.Device> device = device(exchange);
        if (device.isEmpty()) {
            exchange.notHere();
            return;
        }
        desk.open(device.get().id());
        audit.add(
                exchange.visitor().name(),
                Change.OPENED_FOR_LOST_PASS,
                device.get().id().value());
        exchange.goTo(PATH);
    }

    private void confirm(Exchange exchange) {
        Optional<EnrolledDevices.Device> device = device(exchange);
        List<Long> stop = new ArrayList<>();
        boolean asked = false;
        for (LostPassDesk.Window window : desk.windows()) {
            if (device.filter(one -> one.id().equals(window.device())).isPresent()) {
                for (LostPassDesk.Old old :
                        window.asked().map(LostPassDesk.Asked::found).orElse(List.of())) {
                    asked = true;
                    if (exchange.field(field(old)).equals("on")) {
                        stop.add(old.row());
                    }
                }
            }
        }
        if (asked && stop.isEmpty()) {
            show(exchange, exchange.words().say("lost-passes.none-ticked"));
            return;
        }
        if (device.isEmpty()
                || !desk.confirm(device.get().id(), stop, exchange.visitor().name())) {
            exchange.goTo(PATH);
            return;
        }
        audit.add(
                exchange.visitor().name(),
                Change.LOST_PASS_REPLACED,
                device.get().id().value());
        exchange.goTo(PATH);
    }

    private void takeBack(Exchange exchange) {
        String row = exchange.field("pass");
        if (!row.matches("[1-9][0-9]{0,17}")) {
            exchange.notHere();
            return;
        }
        withReason(
                exchange,
                Change.LOST_PASS_TAKEN_BACK,
                row,
                reason -> desk.takeBack(Long.parseLong(row), exchange.visitor().name(), reason));
    }

    private void part(Exchange exchange) {
        EventId event;
        try {
            event = EventId.parse(exchange.field("event"));
        } catch (IllegalArgumentException e) {
            exchange.notHere();
            return;
        }
        withReason(
                exchange,
                Change.PASSES_PARTED,
                event.toString(),
                reason -> desk.part(event, exchange.visitor().name(), reason));
    }

    private void withReason(Exchange exchange, Change change, String what, Predicate<String> decision) {
        String reason = exchange.field("reason").strip();
        if (reason.isEmpty() || reason.length() > LostPassDesk.MOST_REASON_CHARACTERS) {
            show(exchange, exchange.words().say("lost-passes.why.mistake", LostPassDesk.MOST_REASON_CHARACTERS));
            return;
        }
        if (!decision.test(reason)) {
            exchange.notHere();
            return;
        }
        audit.add(exchange.visitor().name(), change, what);
        exchange.goTo(PATH);
    }

    private void show(Exchange exchange, String mistake) {
        Words words = exchange.words();
        List<LostPassDesk.Window> windows = desk.windows();
        List<LostPassPage.Kiosk> kiosks = ours().map(device -> kiosk(
                        words,
                        device,
                        windows.stream()
                                .filter(window -> window.device().equals(device.id()))
                                .findFirst()))
                .toList();
        boolean mayTakeBack = exchange.visitor().role() == Role.MANAGER;
        exchange.page(
                mistake.isEmpty() ? 200 : 422,
                "residents/lost-passes",
                new LostPassPage(
                        exchange.frame(PATH),
                        mistake,
                        desk.triedOut() ? words.say("lost-passes.tried-out", LostPassDesk.MOST_TRIES_A_DAY) : "",
                        kiosks,
                        mayTakeBack ? stopped(words) : List.of(),
                        mayTakeBack ? joined(words) : List.of(),
                        mayTakeBack ? takenBack(words) : List.of()));
    }

    private List<LostPassPage.Decided> stopped(Words words) {
        return desk.stopped().stream()
                .map(one -> new LostPassPage.Decided(
                        Long.toString(one.row()),
                        one.symbol(),
                        words.say(
                                        one.byName().isEmpty() ? "lost-passes.stopped.long-ago" : "lost-passes.stopped",
                                        words.when(one.at(), clock.instant()),
                                        one.byName())
                                + (one.instead().isEmpty()
                                        ? ""
                                        : " " + words.say("lost-passes.stopped.instead", one.instead()))))
                .toList();
    }

    private List<LostPassPage.Decided> joined(Words words) {
        return desk.joined().stream()
                .map(one -> new LostPassPage.Decided(
                        one.event().toString(),
                        one.symbol() + " + " + one.added(),
                        one.at()
                                .map(at -> words.say("lost-passes.joined", words.when(at, clock.instant())))
                                .orElseGet(() -> words.say("lost-passes.joined.unsure"))))
                .toList();
    }

    private List<String> takenBack(Words words) {
        return desk.takenBack().stream()
                .map(one -> words.say(
                        one.stopped() ? "lost-passes.undone.stopped" : "lost-passes.undone.joined",
                        one.symbol().isEmpty() ? words.say("lost-passes.undone.somebody") : one.symbol(),
                        words.when(one.at(), clock.instant()),
                        one.byName().isEmpty() ? words.say("lost-passes.undone.long-ago") : one.byName(),
                        one.reason()))
                .toList();
    }

    private LostPassPage.Kiosk kiosk(Words words, EnrolledDevices.Device device, Optional<LostPassDesk.Window> window) {
        List<LostPassDesk.Old> found = window.flatMap(LostPassDesk.Window::asked)
                .map(LostPassDesk.Asked::found)
                .orElse(List.of());
        String asked = window.flatMap(LostPassDesk.Window::asked)
                .map(one -> words.say(one.found().isEmpty() ? "lost-passes.nobody" : "lost-passes.somebody"))
                .orElse("");
        return new LostPassPage.Kiosk(
                device.id().value(),
                device.name(),
                window.map(one -> words.say(
                                "lost-passes.open", words.when(one.until(), clock.instant()), one.triesLeft()))
                        .orElse(""),
                asked,
                found.stream()
                        .map(old -> new LostPassPage.Old(
                                field(old),
                                old.symbol(),
                                words.say(old.card() ? "lost-passes.card" : "lost-passes.code")))
                        .toList());
    }

    private static String field(LostPassDesk.Old old) {
        return "stop-" + old.row();
    }

    /// Nothing is opened for one that somebody carried off, nor for a box of buttons, which shows no pictures.
    private Stream<EnrolledDevices.Device> ours() {
        return devices.all().stream().filter(one -> devices.admits(one.id()) && !devices.isBoxOfButtons(one.id()));
    }

    private Optional<EnrolledDevices.Device> device(Exchange exchange) {
        return ours().filter(one -> one.id().value().equals(exchange.field("device")))
                .findFirst();
    }
}
