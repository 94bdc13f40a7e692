package org.doorstep.relay.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CredentialTest {

    /// A token that had no name would be in no box, and whoever answers by names would trip over it.
    @Test
    void everyTokenThatIsTakenHasAName() {
        for (Credential.Token token : List.of(
                new Credential.Token("Xk7-vault-test_token-of-annas-own-card-0123", 1),
                new Credential.Token("A".repeat(43), 999_999_999))) {
            assertThat(PassName.of(token).orElseThrow().value()).isEqualTo(token.token());
        }
        for (String other :
                List.of("A".repeat(42) + "\"", "A".repeat(42) + "é", "A".repeat(42) + " ", "A".repeat(42))) {
            assertThatThrownBy(() -> new Credential.Token(other, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Credential.Token("A".repeat(43), 1_000_000_000))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
