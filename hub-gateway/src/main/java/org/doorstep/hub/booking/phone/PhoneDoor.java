package org.doorstep.hub.booking.phone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.doorstep.hub.booking.claims.Holder;

/// Who may open their bookings on a phone: whoever has just shown their pass at a kiosk, by a
/// secret that the kiosk draws as a code. It opens once and soon, and the phone has a secret of its
/// own from then on, for as long as it is used. All of it is in memory, by digests, so that a copy
/// of it opens nothing; a hub that starts again knows nobody. Safe for all threads.
public final class PhoneDoor {
    /// To find the phone, and its camera.
    static final Duration LINK = Duration.ofMinutes(10);

    /// Since it was last used. A phone that was lent is somebody else's soon.
    static final Duration SITTING = Duration.ofMinutes(30);

    /// As many as hold their phones before all kiosks of a hub in half an hour, many times over.
    private static final int MOST = 1000;

    private static final int SECRET_BYTES = 16;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Known> links = new LinkedHashMap<>();
    private final Map<String, Known> sittings = new LinkedHashMap<>();

    private record Known(Holder.Resident who, Instant until) {}

    /// A secret that opens once, until then.
    public record Link(String secret, Instant until) {
        /// Whoever has it has somebody's bookings.
        @Override
        public String toString() {
            return "Link[" + until + "]";
        }
    }

    /// `random` must be one that nobody can guess.
    public PhoneDoor(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// For whoever shows that pass.
    public synchronized Link link(Holder.Resident who) {
        String secret = secret();
        Instant until = clock.instant().plus(LINK);
        keep(links, secret, new Known(who, until));
        return new Link(secret, until);
    }

    /// Whether that link still opens. Looking does not use it up: a phone looks before its holder
    /// touches.
    synchronized boolean opens(String secret) {
        return find(links, secret).isPresent();
    }

    /// Once: the phone's own secret from now on.
    synchronized Optional<String> open(String secret) {
        Optional<Known> known = find(links, secret);
        links.remove(digest(secret));
        return known.map(one -> {
            String own = secret();
            keep(sittings, own, new Known(one.who, clock.instant().plus(SITTING)));
            return own;
        });
    }

    /// Who has that phone; its half hour begins again.
    synchronized Optional<Holder.Resident> who(String own) {
        Optional<Known> known = find(sittings, own);
        known.ifPresent(
                one -> keep(sittings, own, new Known(one.who, clock.instant().plus(SITTING))));
        return known.map(Known::who);
    }

    synchronized void leave(String own) {
        sittings.remove(digest(own));
    }

    private Optional<Known> find(Map<String, Known> known, String secret) {
        Instant now = clock.instant();
        known.values().removeIf(one -> !now.isBefore(one.until));
        return Optional.ofNullable(known.get(digest(secret)));
    }

    private static void keep(Map<String, Known> known, String secret, Known one) {
        String name = digest(secret);
        known.remove(name);
        known.put(name, one);
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String digest(String secret) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
