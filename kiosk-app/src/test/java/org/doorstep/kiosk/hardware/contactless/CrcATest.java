package org.doorstep.kiosk.hardware.contactless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrcATest {
    /// The first two are the examples of ISO/IEC 14443-3, annex B; the third is HLTA as everybody
    /// sends it.
    @ParameterizedTest
    @CsvSource({"0000, 0000A01E", "1234, 123426CF", "5000, 500057CD"})
    void theStandardsOwnExamplesComeOut(String bytes, String all) {
        assertThat(CrcA.with(HexFormat.of().parseHex(bytes)))
                .isEqualTo(HexFormat.of().parseHex(all));
    }

    @Test
    void anyOneChangedBitIsCaught() throws TagGone {
        byte[] all = CrcA.with((byte) 0x30, (byte) 0x04);
        assertThat(CrcA.checked(all)).containsExactly(0x30, 0x04);
        for (int bit = 0; bit < all.length * 8; bit++) {
            byte[] changed = all.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> CrcA.checked(changed)).isInstanceOf(TagGone.class);
        }
    }

    @Test
    void whatIsTooShortIsNoAnswer() {
        assertThatThrownBy(() -> CrcA.checked(new byte[] {0x63, 0x63})).isInstanceOf(TagGone.class);
    }
}
