package org.doorstep.hub.passes;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.random.RandomGenerator;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.doorstep.relay.contract.talk.PrivateRequest;
import org.doorstep.relay.store.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Signs new passes and leaves them with a kiosk, which hands them out with no network and no key of its own. Safe for
/// all threads.
///
/// Each is written down with the device that has it, before it leaves: a lost kiosk's stock is known.
public final class Blanks {
    /// A busy month at one kiosk, and one reply well within the largest message.
    public static final int MOST_AT_ONCE = 200;

    /// A device that asks for more within a week without issuing any has lost them or was taken over.
    private static final int MOST_UNISSUED = 2_000;

    /// Older ones count no more: a kiosk that could keep none for a while (a full disk, a wrong clock, answers that got
    /// lost) must not be without passes for ever after.
    private static final Duration UNISSUED_COUNT = Duration.ofDays(7);

    private final Database database;
    private final PassSigner signer;
    private final InstantSource clock;

    public Blanks(Database database, KeyPairBytes signing, ZoneId zone, InstantSource clock, RandomGenerator random) {
        this.database = database;
        this.signer = new PassSigner(signing, zone, clock, random);
        this.clock = clock;
    }

    /// As many as it lacks, within bounds.
    public PrivateReply fill(DeviceId device, PrivateRequest.Blanks request) {
        int lacking = Math.clamp((long) request.want() - request.have(), 0, MOST_AT_ONCE);
        Instant now = clock.instant();
        List<PassSigner.Signed> passes = signer.make(lacking);
        boolean written = database.write(handle -> {
            if (unissued(handle, device, now.minus(UNISSUED_COUNT)) + lacking > MOST_UNISSUED) {
                return false;
            }
            write(handle, passes, device.value(), now);
            return true;
        });
        if (!written) {
            return new PrivateReply.Refused(
                    "This device has had " + MOST_UNISSUED + " passes this week that it never handed out.");
        }
        return new PrivateReply.Blanks(
                passes.stream().map(PassSigner.Signed::code).toList());
    }

    /// Writes down who has these passes until they are somebody's: a device, or a sheet of paper.
    public static void write(Handle handle, List<PassSigner.Signed> passes, String holder, Instant now) {
        PreparedBatch batch = handle.prepareBatch("INSERT INTO blank (pass, device, at) VALUES (:pass, :device, :at)");
        for (PassSigner.Signed signed : passes) {
            batch.bind("pass", signed.pass().value())
                    .bind("device", holder)
                    .bind("at", now.toEpochMilli())
                    .add();
        }
        batch.execute();
    }

    private static int unissued(Handle handle, DeviceId device, Instant since) {
        return handle.createQuery("""
                        SELECT COUNT(*)
                        FROM blank b
                        LEFT JOIN pass p ON p.name = b.pass AND p.issued_at IS NOT NULL
                        WHERE b.device = :device AND b.at > :since AND p.id IS NULL
                        """)
                .bind("device", device.value())
                .bind("since", since.toEpochMilli())
                .mapTo(Integer.class)
                .one();
    }
}
