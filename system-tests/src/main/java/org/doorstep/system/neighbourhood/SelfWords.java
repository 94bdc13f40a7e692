package org.doorstep.system.neighbourhood;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.doorstep.relay.contract.AgeBand;
import org.doorstep.relay.contract.Credential;
import org.doorstep.relay.contract.HubEvent;
import org.doorstep.relay.contract.talk.ResidentWords;
import org.doorstep.relay.contract.talk.SmallArea;
import org.doorstep.relay.sealing.SealingKey;

/// What some invented residents said of themselves: two in five of them something, as in a hub that asks nobody twice,
/// and everybody whose pass is among the simulated ones. The same for a resident each time.
final class SelfWords {
    private static final double SAY_SOMETHING = 0.4;

    private static final List<String> NICKNAMES = List.of(
            "Bee", "Moss", "Biscuit", "Sparrow", "Nan", "Duke", "Poppy", "Captain", "Tilly", "Sunny", "Red", "Juno",
            "Mac", "Birdie", "Ash", "Coco", "Gem", "Wren", "Skip", "Olive");

    private static final List<AgeBand> AGES = List.of(
            AgeBand.UNDER_18,
            AgeBand.FROM_18,
            AgeBand.FROM_25,
            AgeBand.FROM_35,
            AgeBand.FROM_35,
            AgeBand.FROM_50,
            AgeBand.FROM_65,
            AgeBand.FROM_80);

    private static final List<String> LANGUAGES = List.of("pl", "ro", "ur", "pa", "bn", "so", "ar");

    private final SealingKey key;
    private final SecureRandom random = new SecureRandom();

    SelfWords(SealingKey key) {
        this.key = key;
    }

    /// As the kiosk says it, sealed to the hub; empty for who said nothing.
    Optional<HubEvent> event(Resident resident, Credential credential) {
        return of(resident).map(words -> {
            byte[] sealed = key.seal(
                    ResidentWords.CONTEXT.getBytes(StandardCharsets.US_ASCII), new byte[0], words.bytes(), random);
            return new HubEvent.ResidentSaid(
                    credential, Base64.getUrlEncoder().withoutPadding().encodeToString(sealed), key.id());
        });
    }

    static Optional<ResidentWords> of(Resident resident) {
        SplittableRandom chance = new SplittableRandom(resident.number());
        boolean simulated = resident.number() <= DemoPasses.OF_THE_FIRST;
        if (!simulated && chance.nextDouble() >= SAY_SOMETHING) {
            return Optional.empty();
        }
        ResidentWords words = ResidentWords.NOTHING;
        if (simulated || chance.nextDouble() < 0.6) {
            words = words.withNickname(NICKNAMES.get(chance.nextInt(NICKNAMES.size())));
        }
        if (chance.nextDouble() < 0.7) {
            words = words.withAgeBand(AGES.get(chance.nextInt(AGES.size())));
        }
        if (chance.nextDouble() < 0.7) {
            words = words.withArea(
                    new SmallArea(resident.home().code(), resident.home().need()));
        }
        if (chance.nextDouble() < 0.15) {
            words = words.withLanguage(LANGUAGES.get(chance.nextInt(LANGUAGES.size())));
        }
        if (chance.nextDouble() < 0.1) {
            words = words.withLargeText(true);
        }
        return Optional.of(words).filter(said -> !said.saysNothing());
    }
}
