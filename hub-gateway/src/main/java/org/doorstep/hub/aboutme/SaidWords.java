package org.doorstep.hub.aboutme;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.doorstep.relay.contract.AgeBand;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.talk.Greeting;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.contract.talk.SmallArea;
import org.jdbi.v3.core.Handle;

/// What stands of everything that residents said of themselves.
///
/// Of each device's store the last word is in the table; here the latest of these by the devices' clocks is taken,
/// for all passes of one resident together. What was taken back is absent.
public final class SaidWords {
    private SaidWords() {}

    /// Of the resident who holds these passes; [ResidentWords#NOTHING] if they said nothing.
    public static ResidentWords of(Handle handle, Collection<Long> passes) {
        if (passes.isEmpty()) {
            return ResidentWords.NOTHING;
        }
        return handle.createQuery("SELECT * FROM resident_said WHERE pass IN (<passes>) ORDER BY at, store, sequence")
                .bindList("passes", List.copyOf(passes))
                .reduceResultSet(ResidentWords.NOTHING, (before, row, context) -> later(before, said(row)));
    }

    public static Greeting greeting(ResidentWords words) {
        return new Greeting(
                words.saidNickname().orElse(""),
                words.saidLanguage().orElse(""),
                words.saidLargeText().orElse(false),
                words.saidSpoken().orElse(false),
                words.saidScreen().orElse(""));
    }

    /// How to greet whoever said so, by every pass they hold: what a kiosk is told before the next tap.
    public static Map<PassName, Greeting> greetings(Handle handle) {
        Map<Long, ResidentWords> byResident = new HashMap<>();
        handle.createQuery("""
                        SELECT COALESCE(joined.leader, said.pass) AS resident, said.*
                        FROM resident_said said
                        LEFT JOIN resident_pass joined ON joined.pass = said.pass
                        ORDER BY said.at, said.store, said.sequence
                        """)
                .map((row, context) -> byResident.merge(row.getLong("resident"), said(row), SaidWords::later))
                .list();
        Map<PassName, Greeting> greetings = new HashMap<>();
        // Every kiosk asks for this every few seconds: one look for all, and not one for each resident.
        handle.createQuery("""
                        WITH spoke AS (
                          SELECT DISTINCT COALESCE(joined.leader, said.pass) AS resident
                          FROM resident_said said
                          LEFT JOIN resident_pass joined ON joined.pass = said.pass
                        )
                        SELECT spoke.resident, pass.name
                        FROM spoke
                        JOIN pass ON pass.id = spoke.resident
                        UNION
                        SELECT spoke.resident, pass.name
                        FROM spoke
                        JOIN resident_pass joined ON joined.leader = spoke.resident
                        JOIN pass ON pass.id = joined.pass
                        """)
                .map((row, context) -> Map.entry(new PassName(row.getString("name")), row.getLong("resident")))
                .forEach(held -> {
                    Greeting greeting = greeting(byResident.get(held.getValue()));
                    if (!greeting.equals(Greeting.PLAIN)) {
                        greetings.put(held.getKey(), greeting);
                    }
                });
        return greetings;
    }

    /// The passes whose residents asked to be called so, however it is written.
    public static List<Long> passesCalled(Handle handle, String nickname) {
        String wanted = nickname.strip().toLowerCase(Locale.ROOT);
        return handle
                .createQuery("SELECT DISTINCT pass FROM resident_said WHERE nickname <> ''")
                .mapTo(Long.class)
                .list()
                .stream()
                .filter(pass -> of(handle, List.of(pass))
                        .saidNickname()
                        .filter(name -> name.toLowerCase(Locale.ROOT).equals(wanted))
                        .isPresent())
                .toList();
    }

    private static ResidentWords said(ResultSet row) throws SQLException {
        String ageBand = row.getString("age_band");
        String area = row.getString("area");
        return new ResidentWords(
                row.getString("nickname"),
                ageBand == null ? null : AgeBand.parse(ageBand),
                area == null ? null : new SmallArea(area, row.getInt("decile")),
                row.getString("language"),
                yes(row, "large_text"),
                yes(row, "spoken"),
                row.getString("screen"));
    }

    /// The later word on each thing; one that takes back leaves nothing.
    private static ResidentWords later(ResidentWords before, ResidentWords now) {
        return new ResidentWords(
                now.saidNickname()
                        .or(before::saidNickname)
                        .filter(said -> !said.isEmpty())
                        .orElse(null),
                now.saidAgeBand()
                        .or(before::saidAgeBand)
                        .filter(said -> said != AgeBand.NOT_SAID)
                        .orElse(null),
                now.saidArea().or(before::saidArea).filter(SmallArea::said).orElse(null),
                now.saidLanguage()
                        .or(before::saidLanguage)
                        .filter(said -> !said.isEmpty())
                        .orElse(null),
                now.saidLargeText().or(before::saidLargeText).orElse(null),
                now.saidSpoken().or(before::saidSpoken).orElse(null),
                now.saidScreen()
                        .or(before::saidScreen)
                        .filter(said -> !said.isEmpty())
                        .orElse(null));
    }

    private static Boolean yes(ResultSet row, String column) throws SQLException {
        int said = row.getInt(column);
        return row.wasNull() ? null : Boolean.valueOf(said == 1);
    }
}
