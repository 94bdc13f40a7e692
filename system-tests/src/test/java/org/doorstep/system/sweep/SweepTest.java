package org.doorstep.system.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.doorstep.firmware.keys.KeyFiles;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.relay.contract.EventId;
import org.doorstep.system.program.Programs;
import org.doorstep.system.sweep.Needle.What;
import org.doorstep.system.trial.KioskHand;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.Shown;
import org.doorstep.system.trial.TrialHouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// People whose every string stands nowhere by accident live at a hub; then everything that the programs have written,
/// said, shown or left behind is searched for them.
///
/// What may be where is in [#MAY_BE]: all else is a finding. Each search is shown to be one that finds.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepTest {
    private static final long SEED = 5;

    /// Of strings short enough to be anywhere by chance: this share of the people who have one is no chance.
    private static final double MANY = 0.25;

    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String KIOSKS_DISK = "house/kiosk-\\d/kiosk\\.db.*";
    private static final String HUBS_DISK = "house/hub/hub\\.db.*|restored/hub\\.db.*";

    /// Mosquitto's; our own broker keeps nothing.
    private static final String BROKERS_DISK = "house/broker/.*";
    private static final String KIOSKS_LINE = "heard/kiosk-\\d/.*|heard/broker/.*";
    private static final String MEMORY = "dumps/(hub|kiosk-\\d)\\.hprof";
    private static final String WAY_OF_A_TAP =
            String.join("|", KIOSKS_DISK, HUBS_DISK, BROKERS_DISK, KIOSKS_LINE, MEMORY);
    private static final String NOWHERE = "";

    /// Sealed on their way, and of no kiosk's disk; on the glass before the person whose it is.
    private static final String NICKNAMES = String.join("|", HUBS_DISK, MEMORY, "heard/shown-kiosk-\\d");

    /// The public list of postcodes around, which a kiosk reads at its start.
    private static final String LIST_OF_POSTCODES = String.join("|", "house/kiosk-\\d/areas\\.csv", MEMORY);

    /// Sealed on their way, hashed slowly where they are kept, and touched on the glass by whose they are.
    private static final String PHRASES = String.join("|", MEMORY, "heard/shown-kiosk-\\d");

    /// In which files what may stand, and nothing of it anywhere else.
    private static final Map<What, String> MAY_BE = new EnumMap<>(Map.of(
            What.CARD, NOWHERE,
            What.NAME, NOWHERE,
            What.NICKNAME, NICKNAMES,
            What.POSTCODE, LIST_OF_POSTCODES,
            What.PHRASE, PHRASES,
            What.CODE, NOWHERE,
            What.PASS, WAY_OF_A_TAP,
            What.TOKEN, WAY_OF_A_TAP,
            What.KEY, String.join("|", "house/hub/keys/.*|restored/keys/.*", MEMORY),
            What.BLANK, String.join("|", KIOSKS_DISK, MEMORY)));

    private SweptHouse swept;
    private List<Invented> people;
    private Life life;
    private final List<String> given = new ArrayList<>();
    private List<Search.Found> found;
    private StolenKiosk running;
    private StolenKiosk stopped;

    int howMany() {
        return 160;
    }

    int days() {
        return 2;
    }

    TrialHouse.Broker broker() {
        return TrialHouse.Broker.EMBEDDED;
    }

    @BeforeAll
    void live(@TempDir Path folder) throws Exception {
        people = Invented.people(SEED, howMany());
        swept = new SweptHouse(
                folder.resolve("swept"),
                Programs.here(Path.of("").toAbsolutePath().getParent()),
                broker());
        TrialHouse house = swept.house();
        swept.startTheBroker();
        house.begin(Part.AREA);
        house.begin(Part.HUB);
        swept.listPostcodes(people);
        life = new Life(house, people, SEED);
        for (Part kiosk : List.of(Part.KIOSK_1, Part.KIOSK_2)) {
            life.live(kiosk, swept.today(), days());
            house.begin(kiosk);
        }
        house.program(Part.HUB).awaitReady(TrialHouse.STARTING);
        house.program(Part.AREA).awaitReady(TrialHouse.STARTING);
        for (Part kiosk : List.of(Part.KIOSK_1, Part.KIOSK_2)) {
            today(kiosk);
        }
        swept.awaitAllIsSafe();
        assertThat(swept.pages()).isGreaterThan(10);
        swept.awaitNowhere(given);
        // Else the copy could be of two moments.
        house.freeze(Part.KIOSK_1);
        running = StolenKiosk.take(house.folder(Part.KIOSK_1), log(Part.KIOSK_1), folder.resolve("running"));
        house.thaw(Part.KIOSK_1);
        afterwards(swept);
        house.stop(Part.KIOSK_1);
        stopped = StolenKiosk.take(house.folder(Part.KIOSK_1), log(Part.KIOSK_1), folder.resolve("stopped"));
        found = search(swept.files());
    }

    /// Once all has been said and shown, and before it is searched.
    void afterwards(SweptHouse house) throws Exception {
        house.crash(Part.KIOSK_2, house.crash(Part.KIOSK_2));
    }

    @AfterAll
    void close() throws Exception {
        if (swept != null) {
            swept.close();
        }
    }

    @Test
    void noCardNumberIsInAnyFileOrLineOrPage() {
        nothingElsewhere(What.CARD);
    }

    @Test
    void noNameAndNoPostcodeIsInAnyFileOrLineOrPageButANicknameAtTheHubThatWasTold() {
        nothingElsewhere(What.NAME);
        nothingElsewhere(What.NICKNAME);
        nothingElsewhere(What.POSTCODE);
    }

    @Test
    void picturesThatWereTouchedInCaseAPassIsLostStandNowhere() {
        nothingElsewhere(What.PHRASE);
    }

    @Test
    void noPassThatSomebodyHoldsCanBeMadeAgainFromAnythingThatIsLeft() {
        assertThat(given).hasSize(2);
        nothingElsewhere(What.CODE);
        nothingElsewhere(What.BLANK);
    }

    @Test
    void whoseVisitItWasIsSaidOnlyOnTheWayOfATapAndNeverInALogAPageOrToTheArea() {
        nothingElsewhere(What.PASS);
        nothingElsewhere(What.TOKEN);
        // A search that finds: each pass that was shown is in the hub's books, and was heard in the line.
        assertThat(whose(What.PASS, HUBS_DISK)).isNotEmpty();
        assertThat(whose(What.TOKEN, HUBS_DISK)).isNotEmpty();
        assertThat(whose(What.PASS, KIOSKS_DISK)).hasSizeGreaterThan(howMany() / 5);
        assertThat(whose(What.TOKEN, KIOSKS_LINE)).hasSizeGreaterThan(howMany() / 10);
    }

    @Test
    void theHubsKeysAreInItsOwnFolderAndInMemory() {
        nothingElsewhere(What.KEY);
    }

    @Test
    void bruteForceOfCardNumbersOnAStolenKiosksDiskFindsNothing() throws IOException {
        List<Path> disk = new ArrayList<>(running.files());
        disk.addAll(stopped.files());
        Search hashes = new Search(people.stream()
                .filter(person -> person.card().length == 4)
                .flatMap(person -> CardGuesser.hashes(person).stream())
                .toList());
        for (Path file : disk) {
            assertThat(hashes.in(file)).as(file.toString()).isEmpty();
        }
        Set<Integer> cameToIt = whose(What.TOKEN, "house/kiosk-1/kiosk\\.db.*");
        String ownCard = people.stream()
                .filter(person -> person.card().length == 4 && cameToIt.contains(person.number()))
                .findFirst()
                .orElseThrow()
                .cardText();
        assertThat(new CardGuesser(stopped.files()).keyThatMakesATokenOf(ownCard))
                .as("the key of the tokens, on the disk of a kiosk that is switched off")
                .isEmpty();
        assertThat(new CardGuesser(running.files()).keyThatMakesATokenOf(ownCard))
                .as("the key of the tokens, on the disk of a kiosk that runs")
                .isEmpty();
        // The same search is one that finds, if the hub's own file is on the disk.
        disk.add(swept.house().folder(Part.HUB).resolve("keys/token-0001.properties"));
        assertThat(new CardGuesser(disk).keyThatMakesATokenOf(ownCard)).isPresent();
    }

    @Test
    void whatAStolenKiosksDiskHoldsIsWhatThePrivacyPageSays() throws Exception {
        PrivacyPage page = PrivacyPage.read(Path.of("../docs/privacy.md"));
        Set<String> places = new TreeSet<>(running.places());
        places.addAll(stopped.places());
        places.removeAll(page.sometimes());
        assertThat(places)
                .as("what is on the disk, and the first column of the table in docs/privacy.md")
                .containsExactlyInAnyOrderElementsOf(page.onTheDisk());
    }

    @Test
    void whatCanBeLearntFromAStolenKioskIsWhatThePrivacyPageSays() throws Exception {
        PrivacyPage page = PrivacyPage.read(Path.of("../docs/privacy.md"));
        List<Path> disk = new ArrayList<>(running.files());
        disk.addAll(stopped.files());
        assertThat(new Learnt(search(disk), running, stopped).answers())
                .as("what was found, and the table in docs/privacy.md")
                .containsExactlyInAnyOrderEntriesOf(page.learnt());
    }

    private void nothingElsewhere(What what) {
        assertThat(elsewhere(what)).as("seed " + SEED + ", " + what).isEmpty();
    }

    /// A line for each file and spelling: where, how many people's, and the first as it stands there.
    private List<String> elsewhere(What what) {
        Map<String, List<Search.Found>> byFile = new TreeMap<>();
        for (Search.Found one : found) {
            String place = swept.place(one.file());
            if (one.needle().what() == what && !place.matches(MAY_BE.get(what))) {
                byFile.computeIfAbsent(place, _ -> new ArrayList<>()).add(one);
            }
        }
        List<String> lines = new ArrayList<>();
        byFile.forEach((place, inIt) -> {
            Set<Integer> surely =
                    whose(inIt.stream().filter(one -> one.needle().sure()).toList());
            Set<Integer> perhaps = whose(inIt);
            boolean text = place.endsWith(".log") || place.startsWith("heard/pages") || place.startsWith("heard/shown");
            if (!surely.isEmpty() || text || perhaps.size() > MANY * ofThose(what)) {
                Search.Found first = inIt.getFirst();
                lines.add(place + ": of " + perhaps.size() + " people, first at " + first.at() + " as "
                        + first.needle().spelling() + ": " + first.around());
            }
        });
        return lines;
    }

    private long ofThose(What what) {
        return what == What.CARD
                ? people.stream().filter(person -> person.card().length == 4).count()
                : people.size();
    }

    private Set<Integer> whose(What what, String places) {
        return whose(found.stream()
                .filter(one ->
                        one.needle().what() == what && swept.place(one.file()).matches(places))
                .toList());
    }

    private static Set<Integer> whose(List<Search.Found> found) {
        return found.stream().map(one -> one.needle().person()).collect(Collectors.toCollection(HashSet::new));
    }

    /// A few people at a running kiosk: cards, codes, things shown by mistake, a new pass, a guest.
    private void today(Part kiosk) throws Exception {
        swept.house().program(kiosk).awaitReady(TrialHouse.STARTING);
        KioskHand hand = swept.hand(kiosk);
        for (Invented person : people.stream()
                .filter(person -> Life.comesTo(kiosk, person))
                .limit(8)
                .toList()) {
            if (Life.hasCard(person)) {
                hand.card(person.typed());
            } else {
                hand.code(life.code(person, swept.today()));
            }
            keepShown(hand, kiosk);
            hand.code(person.wrongCode());
            keepShown(hand, kiosk);
        }
        Shown guest = hand.guest();
        swept.keep(kiosk, guest);
        swept.keep(kiosk, hand.companions(guest.event().orElseThrow(), 1, 2));
        useAnotherCardToo(hand, kiosk);
        for (Invented person : people.stream()
                .filter(person -> Life.comesTo(kiosk, person) && Life.hasCard(person))
                .skip(22)
                .limit(2)
                .toList()) {
            aboutMe(hand, kiosk, person);
        }
        given.add(swept.awaitBlank(kiosk));
        swept.keep(kiosk, hand.newPass());
        // While their face is on the glass the kiosk can write what somebody wishes into their pass.
        hand.home();
        swept.keepHealth(hand, kiosk);
    }

    /// Two cards that have not been shown today become one resident's.
    private void useAnotherCardToo(KioskHand hand, Part kiosk) throws IOException, InterruptedException {
        List<Invented> cards = people.stream()
                .filter(person -> Life.comesTo(kiosk, person) && Life.hasCard(person))
                .skip(20)
                .limit(2)
                .toList();
        hand.blink();
        hand.card(cards.getFirst().typed());
        Shown welcome = hand.shown(SOON).orElseThrow();
        EventId tap = welcome.event().orElseThrow();
        swept.keep(kiosk, welcome);
        swept.keep(kiosk, hand.touch("/desk/another-card", tap));
        hand.card(cards.getLast().typed());
        keepShown(hand, kiosk);
        swept.keep(kiosk, hand.touch("/desk/both-are-mine", tap));
    }

    /// Somebody looks at what is held of them, says at the glass where they live and what they wish to be called, and
    /// touches four pictures in case they lose their pass.
    private void aboutMe(KioskHand hand, Part kiosk, Invented person) throws IOException, InterruptedException {
        hand.blink();
        hand.card(person.typed());
        Shown welcome = hand.shown(SOON).orElseThrow();
        EventId tap = welcome.event().orElseThrow();
        swept.keep(kiosk, welcome);
        await("the hub has the tap and tells of it")
                .atMost(SOON)
                .until(() -> hand.touch("/about/menu", tap).view().equals("about"));
        swept.keep(kiosk, hand.touch("/about/held", tap));
        Shown area = hand.touch("/about/find", tap, person.postcode());
        assertThat(area.html()).contains(SweptHouse.areaOf(person));
        swept.keep(kiosk, area);
        swept.keep(kiosk, hand.touch("/about/say", tap, "area:" + SweptHouse.areaCodeOf(person)));
        swept.keep(kiosk, hand.touch("/about/nickname-said", tap, person.nickname()));
        swept.keep(kiosk, hand.touch("/about/copy", tap, "json:0"));
        Shown chosen = hand.pictures("/desk/phrase-chosen", tap, person.phrase());
        assertThat(chosen.html()).contains("Your four pictures are kept");
        swept.keep(kiosk, chosen);
    }

    private void keepShown(KioskHand hand, Part kiosk) throws InterruptedException {
        hand.shown(SOON).ifPresent(shown -> swept.keep(kiosk, shown));
    }

    private List<Search.Found> search(List<Path> files) throws IOException, SQLException {
        List<Needle> needles = needles();
        Search search = new Search(needles);
        long bytes = 0;
        List<Search.Found> all = new ArrayList<>();
        long began = System.nanoTime();
        for (Path file : files) {
            bytes += Files.exists(file) ? Files.size(file) : 0;
            all.addAll(search.in(file));
        }
        System.out.println("Swept " + files.size() + " files of " + bytes / 1_000_000 + " MB for " + needles.size()
                + " spellings of " + people.size() + " people in "
                + (System.nanoTime() - began) / 1_000_000 + " ms.");
        return all;
    }

    private List<Needle> needles() throws SQLException {
        KeyFiles keys = swept.house().keys();
        List<Needle> needles = new ArrayList<>();
        for (Invented person : people) {
            needles.addAll(life.needles(person, swept.today()));
        }
        // Those that the running kiosks gave, and those that they would have given next.
        for (String code : given) {
            needles.addAll(Spellings.ofText(What.CODE, people.size(), code, 512));
        }
        for (String code : stopped.column("kiosk.db", "SELECT code FROM blank")) {
            needles.addAll(Spellings.ofText(What.BLANK, people.size(), code, 512));
        }
        needles.addAll(Spellings.ofBytes(
                What.KEY,
                0,
                Base64.getUrlDecoder().decode(keys.tokenKey().reply().key())));
        for (KeyPairBytes pair : keys.passKeys()) {
            needles.addAll(Spellings.ofBytes(What.KEY, 1, pair.privateKey()));
        }
        for (KeyPairBytes pair : keys.sealingKeys()) {
            needles.addAll(Spellings.ofBytes(What.KEY, 2, pair.privateKey()));
        }
        return needles;
    }

    private Path log(Part part) {
        return swept.house().program(part).log();
    }
}
