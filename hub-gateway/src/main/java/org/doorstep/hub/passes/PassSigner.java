package org.doorstep.hub.passes;

import java.security.PrivateKey;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.doorstep.firmware.keys.KeyPairBytes;
import org.doorstep.relay.contract.PassId;
import org.doorstep.relay.contract.passes.Ed25519Keys;
import org.doorstep.relay.contract.passes.PassCode;
import org.doorstep.relay.contract.talk.Reply;
import org.doorstep.relay.contract.talk.Request;
import org.doorstep.relay.contract.talk.SealingWord;

/// Makes passes that nobody holds yet. Whoever gives them away writes them down first. Safe for all
/// threads.
public final class PassSigner {
    /// A pass outlives most programmes; one that was lost does not live for ever.
    private static final int VALID_YEARS = 5;

    private final String keyId;
    private final PrivateKey key;
    private final ZoneId zone;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// A new pass, the text of its code, and the symbol under which lists will show it.
    public record Signed(PassId pass, String code, String symbol) {
        /// A pass is as good as a name: the code stays out of log lines.
        @Override
        public String toString() {
            return "Signed[" + symbol + "]";
        }
    }

    public PassSigner(KeyPairBytes signing, ZoneId zone, InstantSource clock, RandomGenerator random) {
        this.keyId = signing.id();
        this.key = Ed25519Keys.privateKey(signing.privateKey());
        this.zone = zone;
        this.clock = clock;
        this.random = random;
    }

    public List<Signed> make(int count) {
        LocalDate lastDay = LocalDate.ofInstant(clock.instant(), zone).plusYears(VALID_YEARS);
        return Stream.generate(this::newPass)
                .limit(count)
                .map(pass ->
                        new Signed(pass, PassCode.sign(pass, lastDay, keyId, key), PassRegister.symbol(pass.value())))
                .toList();
    }

    /// This hub's word on what to seal with, for whoever asked with a key that it has no more.
    public Reply.SealingKey sealingWord(String sealing, Request.Private question) {
        return SealingWord.sign(sealing, question, keyId, key);
    }

    private PassId newPass() {
        byte[] bytes = new byte[PassId.BYTES];
        random.nextBytes(bytes);
        return PassId.of(bytes);
    }
}
