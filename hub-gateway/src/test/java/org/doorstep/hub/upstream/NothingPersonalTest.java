package org.doorstep.hub.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.relay.contract.figures.FigureCell.Period.DAY;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorstep.relay.carry.CarriedFigures;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.Envelope;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.figures.FigureCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads every byte that a hub sends in a month, head lines and all.
class NothingPersonalTest {
    private static final long SEED = 20261122;
    private static final int PEOPLE = 60;

    /// Everything that a batch may say, and no further word: names of fields, of figures, and fixed values.
    private static final Set<String> WORDS = Set.of(
            "hub",
            "millbrook",
            "ledger",
            "after",
            "through",
            "chain",
            "asOf",
            "today",
            "activities",
            "id",
            "title",
            "rows",
            "batch",
            "chains",
            "number",
            "cell",
            "figure",
            "activity",
            "period",
            "starts",
            "version",
            "value",
            "complete",
            "day",
            "week",
            "weeks",
            "monday",
            "digest",
            "from",
            "to",
            "drop-in",
            "Drop-in",
            "*",
            "suppressed",
            "visits",
            "guests",
            "accompanied-adults",
            "accompanied-children",
            "known-by-pass",
            "first-timers");

    private static final Pattern JSON_TEXT = Pattern.compile("\"([^\"]*)\"");

    @TempDir
    Path folder;

    /// A month of days, with cards, codes, guests and families; everything about them that must not leave.
    private static final class Month {
        final Set<String> personal = new HashSet<>();
        final Map<LocalDate, Integer> visits = new TreeMap<>();

        void live(TrialHub hub) {
            List<Credential> people = people(hub);
            personal.add(hub.store.value());
            personal.add(TrialHub.KIOSK.value());
            personal.add("boot-of-that-kiosk");
            for (int day = 0; day < 30; day++) {
                Instant opening = hub.now();
                int visitors = hub.random.nextInt(0, 26);
                List<Credential> here = new ArrayList<>(people);
                java.util.Collections.shuffle(here, hub.random);
                for (Credential person : here.subList(0, visitors)) {
                    hub.pass(Duration.ofMillis(hub.random.nextLong(60_000, 900_000)));
                    comes(hub, person);
                    hub.sync.step();
                }
                visits.put(hub.today(), visitors);
                hub.setNow(opening.plus(Duration.ofDays(1)));
            }
            hub.sync.step();
        }

        private void comes(TrialHub hub, Credential person) {
            Envelope tap = hub.tap(person);
            personal.add(tap.id().toString());
            personal.add(tap.time().toString());
            if (hub.random.nextInt(3) == 0) {
                Envelope companions = hub.companions(tap, hub.random.nextInt(2), hub.random.nextInt(4));
                personal.add(companions.id().toString());
            }
            if (hub.random.nextInt(10) == 0) {
                personal.add(hub.guest(0, 0).id().toString());
            }
        }

        private List<Credential> people(TrialHub hub) {
            List<Credential> people = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                if (i % 2 == 0) {
                    PassId pass = hub.newPass();
                    personal.add(pass.value());
                    people.add(new Credential.Pass(pass, "0001"));
                } else {
                    String number = "7:04A1B2C3D4%04X".formatted(i);
                    Credential.Token token = TrialHub.TOKEN_KEY.token(number);
                    personal.add(number.substring(2));
                    personal.add(token.token());
                    people.add(token);
                }
            }
            return people;
        }
    }

    @Test
    void inAMonthNoByteTellsOfAPersonAPassADeviceOrATrueCount() {
        for (Cadence cadence : Cadence.values()) {
            try (RecordingArea area = new RecordingArea();
                    TrialHub hub = new TrialHub(folder.resolve(cadence + ".db"), SEED, cadence, area.reached())) {
                Month month = new Month();
                month.live(hub);
                String sent = area.text();

                assertThat(month.personal).hasSizeGreaterThan(500);
                assertThat(month.personal.stream().filter(sent::contains)).isEmpty();
                assertThat(unexpectedWords(sent)).isEmpty();
                String carried = carried(hub.sync.byHand());
                assertThat(carried.length()).isGreaterThan(10_000);
                assertThat(month.personal.stream().filter(carried::contains)).isEmpty();
                assertThat(unexpectedWords(carried)).isEmpty();
                month.visits.forEach(
                        (day, count) -> assertThat(area.shown(FigureCell.VISITS, FigureCell.WHOLE_HUB, DAY, day))
                                .as("%s came on %s", count, day)
                                .isEqualTo(count == 0 ? "absent" : shown(count)));
            }
        }
    }

    /// Every byte of the file that is carried by hand, as it is before it is sealed.
    private static String carried(FiguresByHand figures) {
        StringBuilder all = new StringBuilder();
        Optional<CarriedFigures.Part> part = figures.after(0);
        while (part.isPresent()) {
            all.append(new String(part.get().text(), StandardCharsets.UTF_8)).append('\n');
            part = figures.after(part.get().batch().through());
        }
        return all.toString();
    }

    /// Whatever is sent in quotes is a known word, a date, an instant of the hub's looking, a hash, or a shown count.
    private static List<String> unexpectedWords(String sent) {
        List<String> unexpected = new ArrayList<>();
        Matcher texts = JSON_TEXT.matcher(sent);
        while (texts.find()) {
            String text = texts.group(1);
            boolean expected = WORDS.contains(text)
                    || text.matches("\\d{4}-\\d\\d-\\d\\d")
                    || text.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z")
                    || text.matches("[0-9a-f]{32}|[0-9a-f]{64}")
                    || (text.matches("0|[1-9][0-9]*") && Integer.parseInt(text) % 5 == 0);
            if (!expected) {
                unexpected.add(text);
            }
        }
        return unexpected;
    }

    private static String shown(int count) {
        return count < 8 ? "suppressed" : Integer.toString(5 * Math.round(count / 5f));
    }
}
