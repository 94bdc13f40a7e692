package org.doorstep.system.sweep;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.doorstep.kiosk.KioskStore;
import org.doorstep.kiosk.checkin.CardTokens;
import org.doorstep.kiosk.checkin.CheckInDesk;
import org.doorstep.kiosk.checkin.Outcome;
import org.doorstep.kiosk.checkin.PassStock;
import org.doorstep.kiosk.checkin.Slips;
import org.doorstep.kiosk.hardware.CardNumbers;
import org.doorstep.kiosk.hardware.Reading;
import org.doorstep.kiosk.schedule.ScheduleBoard;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.HubId;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Receipt;
import org.doorstep.relay.contract.Source;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.passes.PassKeys;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.sealing.SealingKey;
import org.doorstep.system.sweep.Needle.What;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.ToldClock;
import org.doorstep.system.trial.TrialHouse;
import org.doorstep.system.trial.TrialPasses;

/// What people did at a house's kiosks before today, by the kiosks' own desk, memory and outbox on a clock that is
/// told: cards of their own, passes on paper and passes of the kiosk's, and things shown by mistake. For one thread.
final class Life {
    private static final HubId HUB = new HubId(TrialHouse.HUB);
    private static final LocalTime OPENS = LocalTime.of(9, 0);

    /// Past this many have come, a kiosk whose hub was away has been told its token key.
    private static final double SEALED_SHARE = 0.3;

    private static final double COMES_AGAIN = 0.12;

    private final TrialHouse house;
    private final List<Invented> people;
    private final TrialPasses paper;
    private final Random random;
    private final Map<Integer, String> codes = new HashMap<>();

    Life(TrialHouse house, List<Invented> people, long seed) {
        this.house = house;
        this.people = people;
        this.paper = new TrialPasses(seed, house.keys());
        this.random = new Random(seed);
    }

    /// Who has a card of their own; the others have a code, every second of them on paper from the hub.
    static boolean hasCard(Invented person) {
        return person.number() % 2 == 0 || person.card().length == 4;
    }

    /// Each person comes to one kiosk.
    static boolean comesTo(Part kiosk, Invented person) {
        return (kiosk == Part.KIOSK_1) == (person.number() / 2 % 2 == 0);
    }

    /// The codes that people hold by now.
    Map<Integer, String> codes() {
        return codes;
    }

    String code(Invented person, LocalDate today) {
        return codes.computeIfAbsent(person.number(), number -> paper.code(number, today));
    }

    /// All that may be looked for of somebody: what they are called, and what of theirs a reader saw.
    List<Needle> needles(Invented person, LocalDate today) {
        List<Needle> needles = new ArrayList<>(person.needles());
        if (hasCard(person)) {
            String token = house.keys().tokenKey().token(person.cardText()).token();
            needles.addAll(Spellings.ofBytes(
                    What.TOKEN, person.number(), Base64.getUrlDecoder().decode(token)));
        }
        String code = codes.get(person.number());
        if (code != null && credential(person, today) instanceof Credential.Pass pass) {
            needles.addAll(Spellings.ofText(What.CODE, person.number(), code, 512));
            needles.addAll(
                    Spellings.ofBytes(What.PASS, person.number(), pass.pass().bytes()));
        }
        return needles;
    }

    /// "Leave", at a kiosk that is switched off meanwhile: what is said is in its outbox.
    void leave(Part kiosk, Invented person, LocalDate today, Receipt receipt) {
        ToldClock clock = new ToldClock(Instant.now());
        Source source = new Source(HUB, new DeviceId(kiosk.folder()));
        try (KioskStore store = KioskStore.open(house.folder(kiosk), source, clock, random)) {
            store.database().write(handle -> store.outbox()
                    .append(handle, Lane.MEMBER, new HubEvent.ResidentLeft(credential(person, today), receipt)));
        }
    }

    /// Everybody of this kiosk comes at least once in these days, which end yesterday.
    void live(Part kiosk, LocalDate today, int days) {
        ZoneId zone = ZoneId.of(house.plan().zone());
        Properties settings = house.settings(kiosk);
        LocalDate first = today.minusDays(days);
        ToldClock clock = new ToldClock(first.atTime(OPENS).atZone(zone).toInstant());
        SecureRandom secrets = new SecureRandom();
        PassKeys keys = PassKeys.parse(settings.getProperty("pass.keys"));
        Source source = new Source(HUB, new DeviceId(kiosk.folder()));
        try (KioskStore store = KioskStore.open(house.folder(kiosk), source, clock, random)) {
            PassStock stock = new PassStock(store.database(), keys);
            SealingKey sealing = SealingKey.parse(settings.getProperty("sealing.key"));
            CardTokens cards = new CardTokens(sealing, secrets);
            CheckInDesk desk = new CheckInDesk(
                    store.database(),
                    store.outbox(),
                    new ScheduleBoard(store.database(), HUB, zone, clock),
                    stock,
                    cards,
                    keys,
                    Slips.none(store.database(), HUB),
                    shown -> false,
                    clock,
                    random);
            List<Invented> here =
                    people.stream().filter(person -> comesTo(kiosk, person)).toList();
            int toldFrom = (int) Math.ceil(days * SEALED_SHARE);
            for (int day = 0; day < days; day++) {
                if (day == toldFrom) {
                    cards.tokenKey(house.keys().tokenKey());
                }
                LocalDate date = first.plusDays(day);
                aDay(desk, stock, clock, here, date, day, days, zone);
                tell(store, sealing, secrets, here, date, day, days);
            }
        }
    }

    private void aDay(
            CheckInDesk desk,
            PassStock stock,
            ToldClock clock,
            List<Invented> here,
            LocalDate date,
            int day,
            int days,
            ZoneId zone) {
        long second = 0;
        for (Invented person : here) {
            boolean firstTime = person.number() / 7 % days == day;
            if (!firstTime && random.nextDouble() > COMES_AGAIN) {
                continue;
            }
            second += 5;
            clock.tell(date.atTime(OPENS).atZone(zone).toInstant().plus(Duration.ofSeconds(second)));
            come(desk, stock, person, date, firstTime);
        }
    }

    /// Who came for the first time says what they wish to be called.
    private void tell(
            KioskStore store,
            SealingKey sealing,
            SecureRandom secrets,
            List<Invented> here,
            LocalDate date,
            int day,
            int days) {
        byte[] purpose = ResidentWords.CONTEXT.getBytes(StandardCharsets.US_ASCII);
        store.database().write(handle -> {
            for (Invented person : here) {
                if (person.number() / 7 % days == day) {
                    byte[] words = ResidentWords.NOTHING
                            .withNickname(person.nickname())
                            .bytes();
                    String sealed = Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(sealing.seal(purpose, new byte[0], words, secrets));
                    store.outbox()
                            .append(
                                    handle,
                                    Lane.MEMBER,
                                    new HubEvent.ResidentSaid(credential(person, date), sealed, sealing.id()));
                }
            }
            return here.size();
        });
    }

    private Credential credential(Invented person, LocalDate date) {
        if (hasCard(person)) {
            return house.keys().tokenKey().token(person.cardText());
        }
        PassKeys keys = PassKeys.parse(house.keys().publicKeys().passKeys());
        if (PassCode.read(code(person, date), keys, date) instanceof PassCode.Valid pass) {
            return new Credential.Pass(pass.pass(), pass.key());
        }
        throw new IllegalStateException("The hub's own key does not confirm a code that it signed.");
    }

    private void come(CheckInDesk desk, PassStock stock, Invented person, LocalDate date, boolean firstTime) {
        if (hasCard(person)) {
            desk.read(CardNumbers.typed(person.typed(), CardNumbers.Chip.UNKNOWN));
        } else if (codes.containsKey(person.number()) || person.number() % 4 == 1) {
            desk.read(Reading.Code.of(code(person, date)));
        } else {
            // Signed by the hub as it signs those that a kiosk asks for.
            List<String> blanks = new ArrayList<>();
            for (int i = 0; i < 3 && stock.level() < 3; i++) {
                blanks.add(paper.code(1_000_000 + random.nextInt(1_000_000_000), date));
            }
            stock.add(blanks, date);
            if (desk.newPass() instanceof Outcome.NewPass given) {
                codes.put(person.number(), given.code());
            }
        }
        if (firstTime) {
            desk.read(Reading.Code.of(person.wrongCode()));
        }
    }
}
