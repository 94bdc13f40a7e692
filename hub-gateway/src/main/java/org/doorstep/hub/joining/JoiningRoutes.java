package org.doorstep.hub.joining;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.doorstep.firmware.keys.RegisteredDevices;
import org.doorstep.hub.web.Access;
import org.doorstep.hub.web.Exchange;
import org.doorstep.hub.web.Frame;
import org.doorstep.hub.web.Live;
import org.doorstep.hub.web.Pulse;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Routes;
import org.doorstep.hub.web.Site;
import org.doorstep.hub.web.Words;
import org.doorstep.login.Audit;
import org.doorstep.relay.contract.DeviceId;

/// The pages on which a manager lets a kiosk join. A code is on them and nowhere else: no address,
/// title or log has it.
public final class JoiningRoutes {
    public static final String ADD = "/kiosks/add";

    private static final String KIOSKS = "/kiosks";
    private static final String JOINING = "/kiosks/joining";

    /// A broker would give the hub's own rights to whoever is called so.
    private static final String GATEWAY = "gateway";

    /// From here on the seconds count.
    private static final Duration SOON = Duration.ofMinutes(2);

    private static final int STEP_SECONDS = 10;

    /// More of one name are no kiosks.
    private static final int MOST_ALIKE = 99;

    private final Optional<Claims> claims;
    private final RegisteredDevices devices;
    private final boolean ownBroker;
    private final Site site;
    private final Pulse changed;
    private final Audit audit;

    /// `claims`: empty if this hub has no door for devices. `ownBroker`: the broker is the
    /// hub's own, or follows it, and lets in by itself whoever has joined.
    public JoiningRoutes(
            Optional<Claims> claims,
            RegisteredDevices devices,
            boolean ownBroker,
            Site site,
            Pulse changed,
            Audit audit) {
        this.claims = claims;
        this.devices = devices;
        this.ownBroker = ownBroker;
        this.site = site;
        this.changed = changed;
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        Access.Roles managers = Access.to(Role.MANAGER);
        routes.get(managers, ADD, this::form);
        routes.post(managers, ADD, this::make);
        routes.get(managers, JOINING, this::show);
        routes.post(managers, JOINING + "/take-back", this::takeBack);
        routes.live(
                managers,
                JOINING + "/live",
                new Live(changed, role -> site.render("joining/picture", picture(site.frame(Optional.empty(), "")))));
    }

    private void form(Exchange exchange) {
        exchange.page("joining/add", page(exchange, exchange.query("name"), exchange.query("id"), "", Map.of()));
    }

    private void make(Exchange exchange) {
        Words words = exchange.words();
        String name = exchange.field("name");
        String asked = exchange.field("id");
        Optional<Profile> profile = Profile.parse(exchange.field("profile"));
        Map<String, String> mistakes = mistakes(words, name, asked, profile);
        if (claims.isEmpty() || !mistakes.isEmpty()) {
            exchange.page(422, "joining/add", page(exchange, name, asked, exchange.field("profile"), mistakes));
            return;
        }
        DeviceId id = asked.isEmpty() ? free(Place.proposed(name)) : new DeviceId(asked);
        Optional<Claim> made = claims.get().begin(new Place(id, name, profile.orElseThrow()));
        if (made.isEmpty()) {
            Map<String, String> tooMany = Map.of(AddPage.FORM, words.say("joining.mistake.many", Claims.MOST));
            exchange.page(422, "joining/add", page(exchange, name, asked, exchange.field("profile"), tooMany));
            return;
        }
        audit.add(exchange.visitor().name(), JoiningChange.JOINING_CODE_MADE, name);
        exchange.goTo(JOINING);
    }

    private void takeBack(Exchange exchange) {
        Optional<DeviceId> id = id(exchange.field("id"));
        if (claims.isPresent() && id.isPresent() && claims.get().open(id.get())) {
            claims.get().takeBack(id.get());
            audit.add(
                    exchange.visitor().name(),
                    JoiningChange.JOINING_CODE_TAKEN_BACK,
                    id.get().value());
        }
        exchange.goTo(JOINING);
    }

    private void show(Exchange exchange) {
        Frame frame = exchange.frame(KIOSKS);
        exchange.page("joining/joining", new JoiningPage(frame, picture(frame)));
    }

    /// All at once, by the field that each is of.
    private Map<String, String> mistakes(Words words, String name, String asked, Optional<Profile> profile) {
        Map<String, String> mistakes = new LinkedHashMap<>();
        if (!Place.isName(name)) {
            mistakes.put("name", words.say("joining.mistake.name", Place.MOST_CHARACTERS));
        }
        if (profile.isEmpty()) {
            mistakes.put("profile", words.say("joining.mistake.profile"));
        }
        Optional<DeviceId> id = id(asked).filter(one -> !one.value().equals(GATEWAY));
        if (!asked.isEmpty() && id.isEmpty()) {
            mistakes.put("id", words.say("joining.mistake.id"));
        } else if (id.isPresent() && isTaken(id.get())) {
            mistakes.put("id", words.say("joining.mistake.taken", asked));
        }
        return mistakes;
    }

    /// One that was shut out leaves its name to whoever takes its place.
    private boolean isTaken(DeviceId id) {
        return devices.has(id) && devices.shutOut(id).isEmpty();
    }

    private DeviceId free(DeviceId proposed) {
        for (int number = 1; number <= MOST_ALIKE; number++) {
            DeviceId id = number == 1 ? proposed : new DeviceId(proposed + "-" + number);
            boolean used = devices.has(id)
                    || id.value().equals(GATEWAY)
                    || claims.map(all -> all.open(id)).orElse(false);
            if (!used) {
                return id;
            }
        }
        throw new IllegalStateException("There are " + MOST_ALIKE + " kiosks called " + proposed + ".");
    }

    private static Optional<DeviceId> id(String text) {
        try {
            return Optional.of(new DeviceId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private AddPage page(Exchange exchange, String name, String id, String profile, Map<String, String> mistakes) {
        Words words = exchange.words();
        String chosen = profile.isEmpty() ? Profile.TOUCH.text() : profile;
        List<AddPage.Choice> choices = Arrays.stream(Profile.values())
                .map(each -> new AddPage.Choice(
                        each.text(),
                        words.of("joining.profile", each),
                        words.of("joining.profile.what", each),
                        each.text().equals(chosen)))
                .toList();
        boolean given = !id.isEmpty();
        return new AddPage(exchange.frame(KIOSKS), claims.isPresent(), ownBroker, name, id, given, choices, mistakes);
    }

    private JoiningPage.Picture picture(Frame frame) {
        List<JoiningPage.Code> codes = claims.map(Claims::all).orElseGet(List::of).stream()
                .map(view -> code(site.words(), view))
                .toList();
        return new JoiningPage.Picture(frame, ownBroker, codes);
    }

    private JoiningPage.Code code(Words words, Claims.View view) {
        String name = view.place().name();
        return new JoiningPage.Code(
                view.place().id().value(),
                name,
                words.of("joining.profile", view.place().profile()),
                switch (view.state()) {
                    case OPEN -> JoiningPage.State.OPEN;
                    case JOINED -> JoiningPage.State.JOINED;
                    case OVER, VOID, TAKEN_BACK -> JoiningPage.State.ENDED;
                },
                view.code(),
                view.state() == Claim.State.OPEN ? QrPicture.of(view.qr()) : QrPicture.NONE,
                view.place().profile() == Profile.TOUCH,
                view.door(),
                left(words, view.left()),
                words.of("joining.state", view.state()),
                next(words, view));
    }

    private String next(Words words, Claims.View view) {
        if (view.state() == Claim.State.OPEN && view.wrongTries() > 0) {
            return words.say("joining.tried", view.wrongTries(), Claims.MOST_TRIES - view.wrongTries());
        }
        String name = view.place().name();
        return view.state() == Claim.State.JOINED && !ownBroker
                ? words.say("joining.joined.mosquitto", name)
                : words.say("joining.next." + view.state().name(), name, Claims.MOST_TRIES);
    }

    private static String left(Words words, Duration left) {
        if (left.compareTo(SOON) > 0) {
            return words.say("joining.left.minutes", left.toMinutes());
        }
        long seconds = (left.toSeconds() + STEP_SECONDS - 1) / STEP_SECONDS * STEP_SECONDS;
        return words.say("joining.left.seconds", seconds);
    }
}
