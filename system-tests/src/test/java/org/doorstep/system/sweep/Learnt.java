package org.doorstep.system.sweep;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.doorstep.system.sweep.Needle.What;

/// What somebody who asks a stolen kiosk's disk is told, question by question: `some` or `none`. The public list of
/// postcodes tells nothing of anybody.
final class Learnt {
    private static final String SOME = "some";
    private static final String NONE = "none";

    /// Public, and it tells nothing of anybody.
    private static final String LIST_OF_POSTCODES = "areas.csv";

    private final List<Search.Found> found;
    private final StolenKiosk running;
    private final StolenKiosk stopped;

    Learnt(List<Search.Found> found, StolenKiosk running, StolenKiosk stopped) {
        this.found = found;
        this.running = running;
        this.stopped = stopped;
    }

    Map<String, String> answers() throws SQLException {
        Map<String, String> answers = new TreeMap<>();
        answers.put("card numbers", any(What.CARD));
        answers.put("names", any(What.NAME));
        answers.put("nicknames", any(What.NICKNAME));
        answers.put("postcodes", any(What.POSTCODE));
        answers.put("picture phrases", any(What.PHRASE));
        answers.put("codes of passes that people hold", any(What.CODE));
        answers.put("the hub's keys for tokens, passes and sealed cards", any(What.KEY));
        answers.put("numbers of passes that came", any(What.PASS));
        answers.put("tokens of cards that came", any(What.TOKEN));
        answers.put("when each tap was, and what was on", rows("""
                SELECT text
                FROM outbox_event
                WHERE instr(CAST(text AS TEXT), 'doorstep.tap.recorded.v1') > 0
                """));
        answers.put("codes of passes that nobody holds yet", rows("SELECT code FROM blank"));
        return answers;
    }

    private String any(What what) {
        return found.stream()
                        .filter(one -> !one.file().endsWith(LIST_OF_POSTCODES))
                        .anyMatch(one ->
                                one.needle().what() == what && one.needle().sure())
                ? SOME
                : NONE;
    }

    private String rows(String sql) throws SQLException {
        return running.column("kiosk.db", sql).isEmpty()
                        && stopped.column("kiosk.db", sql).isEmpty()
                ? NONE
                : SOME;
    }
}
