package org.doorstep.relay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.doorstep.relay.contract.talk.PrivateReply;
import org.junit.jupiter.api.Test;

class PinHashTest {
    @Test
    void aPinFitsItsOwnHashAndNoOther() {
        PinHash hash = PinHash.of("271828", new Random(1));
        assertThat(hash.fits("271828")).isTrue();
        assertThat(hash.fits("271829")).isFalse();
        assertThat(hash.fits("")).isFalse();
        assertThat(PinHash.of("271828", new Random(2))).isNotEqualTo(hash);
    }

    /// Worked out by another program (Python's hashlib), as the kept example was.
    @Test
    void theKeptExampleIsOfThePinThatItWasMadeOf() throws Exception {
        PrivateReply.StaffPasses kept = (PrivateReply.StaffPasses)
                Wire.readMessage(KeptExamples.text("answer-staff-passes"), PrivateReply.class);
        assertThat(kept.passes().getFirst().pin().fits("271828")).isTrue();
    }

    @Test
    void itSaysNothingOfItself() {
        assertThat(PinHash.of("271828", new Random(1))).hasToString("a PIN's hash");
    }
}
