package org.doorstep.hub.residents;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;

/// Where somebody who works here opens a kiosk for a lost pass, and says whether it is them.
public final class LostPassRoutes {
    private static final String PATH = "/lost-passes";

    private final LostPassDesk desk;
    private final EnrolledDevices devices;
    private final InstantSource clock;
    private final Audit audit;

    /// What is written to the audit.
    enum Change {
        OPENED_FOR_LOST_PASS,
        LOST_PASS_REPLACED
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
        routes.page(view, PATH, "nav.lost-passes", this::show);
        routes.post(atTheDesk, PATH + "/open", this::open);
        routes.post(atTheDesk, PATH + "/close", exchange -> {
            device(exchange).ifPresent(device -> desk.close(device.id()));
            exchange.goTo(PATH);
        });
        routes.post(atTheDesk, PATH + "/confirm", this::confirm);
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
        for (LostPassDesk.Window window : desk.windows()) {
            if (device.filter(one -> one.id().equals(window.device())).isPresent()) {
                window.asked().ifPresent(asked -> asked.found().forEach(old -> {
                    if (exchange.field(field(old)).equals("on")) {
                        stop.add(old.row());
                    }
                }));
            }
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

    private void show(Exchange exchange) {
        Words words = exchange.words();
        List<LostPassDesk.Window> windows = desk.windows();
        List<LostPassPage.Kiosk> kiosks = ours().map(device -> kiosk(
                        words,
                        device,
                        windows.stream()
                                .filter(window -> window.device().equals(device.id()))
                                .findFirst()))
                .toList();
        exchange.page("residents/lost-passes", new LostPassPage(exchange.frame(PATH), kiosks));
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

    /// Nothing is opened for one that somebody carried off.
    private Stream<EnrolledDevices.Device> ours() {
        return devices.all().stream().filter(one -> devices.admits(one.id()));
    }

    private Optional<EnrolledDevices.Device> device(Exchange exchange) {
        return ours().filter(one -> one.id().value().equals(exchange.field("device")))
                .findFirst();
    }
}
