package org.doorstep.firmware.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoverySheetTest {
    private final RecoverySheet sheet = RecoverySheet.random(new SecureRandom());

    @Test
    void whatIsPrintedIsReadBackHoweverItIsTyped() {
        assertThat(sheet.text()).matches("[0-9A-Z]{4}(-[0-9A-Z]{4}){6}");
        String sloppily = sheet.text()
                .toLowerCase(Locale.ROOT)
                .replace('-', ' ')
                .replace('0', 'o')
                .replace('1', 'l');
        assertThat(RecoverySheet.parse(sloppily).pair()).isEqualTo(sheet.pair());
        assertThat(RecoverySheet.parse(sheet.text()).key()).isEqualTo(sheet.key());
    }

    @Test
    void oneWrongLetterIsNoticed() {
        String text = sheet.text();
        char other = text.charAt(6) == 'A' ? 'B' : 'A';
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecoverySheet.parse(text.substring(0, 6) + other + text.substring(7)))
                .withMessageContaining("not as on the sheet");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecoverySheet.parse(text.substring(1)))
                .withMessageContaining("28 letters");
        assertThatIllegalArgumentException().isThrownBy(() -> RecoverySheet.parse("U" + text.substring(1)));
    }

    @Test
    void aSheetPrintedTodayOpensTheSameCopiesForEver() {
        RecoverySheet kept = RecoverySheet.parse("000G-40R4-0M30-E209-185G-R38E-1YZ4");
        assertThat(kept.text()).isEqualTo("000G-40R4-0M30-E209-185G-R38E-1YZ4");
        assertThat(HexFormat.of().formatHex(kept.pair().publicKey()))
                .isEqualTo("12ac5328e96c4e60ff146971ad3feebfbdc5cfc482edf7371b8eb603a7827e07");
    }

    @Test
    void theHubKeepsWhatMakesCopiesAndNotWhatOpensThem(@TempDir Path folder) throws IOException {
        assertThat(RecoveryKey.read(folder)).isEmpty();
        Files.writeString(folder.resolve(RecoveryKey.FILE), sheet.key().fileText());
        assertThat(RecoveryKey.read(folder)).contains(sheet.key());
        assertThat(sheet.key().publicKey()).isEqualTo(sheet.pair().publicKey());
        assertThat(sheet.key().toString() + sheet).doesNotContain(sheet.text());
    }
}
