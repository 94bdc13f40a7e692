package org.doorstep.hub.residents;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.doorstep.relay.contract.PassName;
import org.doorstep.relay.contract.talk.Greeting;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateReply.Entry;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;

/// What kiosks are told of passes before they are shown: which were stopped, and how to greet. Safe
/// for all threads.
///
/// The database is read anew for each question and held against what was told before, so whatever
/// changes it (an event, a person, a rebuild, a restored copy) needs to say so to nobody. Revisions
/// and edition live as long as the program: after a start, and after something is to be known no
/// more, each kiosk forgets what it had and is told all again.
public final class Roster {
    private final Database database;
    private final Function<Handle, Map<PassName, Greeting>> greetings;
    private final RandomGenerator random;
    private final Map<PassName, Told> told = new HashMap<>();
    private final TreeMap<Long, PassName> byRevision = new TreeMap<>();
    private String edition;
    private long revision;

    private record Told(Entry entry, long revision) {}

    /// `greetings` are of those who said how they wish to be greeted.
    public Roster(Database database, Function<Handle, Map<PassName, Greeting>> greetings, RandomGenerator random) {
        this.database = database;
        this.greetings = greetings;
        this.random = random;
        begin();
    }

    public synchronized PrivateReply.Roster answer(PrivateRequest.Roster asked) {
        bringUpToDate(database.read(this::entries));
        long since = asked.edition().equals(edition) ? asked.since() : 0;
        List<Entry> page = new ArrayList<>();
        long upTo = since;
        for (Map.Entry<Long, PassName> change : byRevision.tailMap(since, false).entrySet()) {
            if (page.size() == PrivateReply.Roster.MOST) {
                return new PrivateReply.Roster(edition, upTo, true, page);
            }
            page.add(told.get(change.getValue()).entry);
            upTo = change.getKey();
        }
        return new PrivateReply.Roster(edition, upTo, false, page);
    }

    private void bringUpToDate(Map<PassName, Entry> now) {
        if (!now.keySet().containsAll(told.keySet())) {
            begin();
        }
        now.forEach((pass, entry) -> {
            Told before = told.get(pass);
            if (before == null || !before.entry.equals(entry)) {
                if (before != null) {
                    byRevision.remove(before.revision);
                }
                revision++;
                told.put(pass, new Told(entry, revision));
                byRevision.put(revision, pass);
            }
        });
    }

    private void begin() {
        told.clear();
        byRevision.clear();
        revision = 0;
        edition = Long.toHexString(random.nextLong());
    }

    private Map<PassName, Entry> entries(Handle handle) {
        Map<PassName, Entry> entries = new HashMap<>();
        greetings.apply(handle).forEach((pass, greeting) -> entries.put(pass, new Entry(pass, false, greeting)));
        handle.createQuery("SELECT name FROM lost_pass ORDER BY name")
                .mapTo(String.class)
                .forEach(name -> {
                    PassName pass = new PassName(name);
                    entries.put(pass, new Entry(pass, true, Greeting.PLAIN));
                });
        return entries;
    }
}
