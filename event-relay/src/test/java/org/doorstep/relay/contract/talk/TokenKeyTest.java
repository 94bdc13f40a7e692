package org.doorstep.relay.contract.talk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.doorstep.relay.contract.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenKeyTest {
    private final TokenKey key = new TokenKey(
            2, HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

    /// Reckoned with OpenSSL. If it changes, everybody with a card is a stranger.
    @Test
    void aTokenIsWhatItHasAlwaysBeen() {
        assertThat(key.token("4:00BC614E"))
                .isEqualTo(new Credential.Token("67mMY3KS7JOBSwilHr90vOlCMNs_b5s_VuDL-48VaT8", 2));
    }

    @Test
    void theKeyIsTheSameAfterAReply() {
        assertThat(TokenKey.of(key.reply()).token("4:00BC614E")).isEqualTo(key.token("4:00BC614E"));
    }

    @Test
    void aStrayLogLineShowsNoKey() {
        assertThat(key).hasToString("TokenKey[version=2]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00BC614E", "4:00bc614e", "4:00BC614E0", "7:00BC614E", "5:00BC614E00"})
    void onlyACardsTextWrittenTheOneWayBecomesAToken(String text) {
        assertThatThrownBy(() -> key.token(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
