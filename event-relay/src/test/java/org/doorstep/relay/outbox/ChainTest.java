package org.doorstep.relay.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;

class ChainTest {
    private final Chain chain = new Chain();
    private final byte[] text = "a row".getBytes(StandardCharsets.UTF_8);

    @Test
    void whoeverHasOnlyTheDigestsMakesTheSameChain() {
        byte[] one = chain.after(Chain.nothing(), text);
        assertThat(chain.afterDigest(Chain.nothing(), chain.digest(text))).isEqualTo(one);
        assertThat(chain.afterDigest(one, chain.digest(text)))
                .isEqualTo(chain.after(one, text))
                .isNotEqualTo(one);
    }

    @Test
    void aRowOfBeforeTheDigestsFollowsByItsBytesAndAnotherDoesNot() throws NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(Chain.nothing());
        byte[] asItWas = sha256.digest(text);
        assertThat(chain.follows(Chain.nothing(), text, asItWas)).isTrue();
        assertThat(chain.follows(Chain.nothing(), text, chain.after(Chain.nothing(), text)))
                .isTrue();
        assertThat(chain.follows(Chain.nothing(), "another".getBytes(StandardCharsets.UTF_8), asItWas))
                .isFalse();
    }
}
