package org.doorstep.firmware.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    @TempDir
    private Path folder;

    private enum Mode {
        EMBEDDED,
        WITH_A_HYPHEN
    }

    @Test
    void everyMistakeIsInOneMessageWithItsKeyAndItsRemedy() throws IOException {
        SettingsReader settings = settings("web.port = eighty", "broker.mode = borrowed", "hub.nmae = The Fold");
        settings.port("web.port", 8400);
        settings.choice("broker.mode", Mode.class, Mode.EMBEDDED);
        settings.required("hub.name", text -> text, "Give the hub's name.");

        SettingsException e = catchThrowableOfType(SettingsException.class, settings::finish);

        assertThat(e.mistakes())
                .extracting(SettingsException.Mistake::key)
                .containsExactly("web.port", "broker.mode", "hub.name", "hub.nmae");
        assertThat(e)
                .hasMessageContaining("Give a whole number from 1 to 65535.")
                .hasMessageContaining("Choose one of: embedded, with-a-hyphen.")
                .hasMessageContaining("hub.name: It is missing. Give the hub's name.")
                .hasMessageContaining("hub.nmae: Nothing is called that. Check the spelling, or take the line out.")
                .hasMessageContaining("Nothing was started.");
        assertThat(SettingsException.EXIT_CODE).isEqualTo(2);
    }

    @Test
    void noValueIsRepeatedSinceSomeAreSecrets() throws IOException {
        SettingsReader settings = settings("secret = correct horse battery staple");
        settings.required("secret", Integer::parseInt, "Give a number.");

        assertThatThrownBy(settings::finish).hasMessageNotContaining("horse");
    }

    @Test
    void whatIsLeftOutHasItsFallback() throws IOException {
        SettingsReader settings = settings("area.url =   ");

        assertThat(settings.port("web.port", 8400)).isEqualTo(8400);
        assertThat(settings.choice("broker.mode", Mode.class, Mode.WITH_A_HYPHEN))
                .isEqualTo(Mode.WITH_A_HYPHEN);
        assertThat(settings.optional("area.url", text -> text, "")).isEqualTo(Optional.empty());
        settings.finish();
    }

    @Test
    void valuesAreReadAsUtf8AndWithoutTheirSpaces() throws IOException {
        SettingsReader settings = settings("# a remark", "hub.name =  Café at the Fold  ", "mode = with-a-hyphen");

        String name = settings.required("hub.name", text -> text, "");
        assertThat(name).isEqualTo("Café at the Fold");
        assertThat(settings.choice("mode", Mode.class, Mode.EMBEDDED)).isEqualTo(Mode.WITH_A_HYPHEN);
        settings.finish();
    }

    @Test
    void boundsAreIncluded() throws IOException {
        SettingsReader settings = settings("least = 1", "most = 65535", "beyond = 65536");

        assertThat(settings.port("least", 5)).isEqualTo(1);
        assertThat(settings.port("most", 5)).isEqualTo(65535);
        assertThat(settings.port("beyond", 5)).isEqualTo(5);
        assertThatThrownBy(settings::finish).hasMessageContaining("beyond").hasMessageNotContaining("least");
    }

    @Test
    void aSentenceOfTheTypeIsTheProblem() throws IOException {
        SettingsReader settings = settings("zone = Europe/Lundon");
        settings.required(
                "zone",
                text -> {
                    throw new IllegalArgumentException("There is no such time zone.");
                },
                "Give one such as Europe/London.");

        assertThatThrownBy(settings::finish)
                .hasMessageContaining("zone: There is no such time zone. Give one such as Europe/London.");
    }

    @Test
    void aFileThatIsNotThereIsAMistakeLikeAnother() {
        SettingsReader settings = SettingsReader.of(folder.resolve("nothing.properties"));
        settings.required("hub.id", text -> text, "Give the hub's short name.");

        assertThatThrownBy(settings::finish)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("(file): It cannot be read.")
                .hasMessageContaining("hub.id: It is missing.");
    }

    @Test
    void aFileThatIsNoTextIsAMistakeToo() throws IOException {
        Path file = folder.resolve("settings.properties");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0x00, (byte) 0xd8});

        assertThatThrownBy(SettingsReader.of(file)::finish).hasMessageContaining("It cannot be read.");
    }

    private SettingsReader settings(String... lines) throws IOException {
        return SettingsReader.of(Files.writeString(folder.resolve("settings.properties"), String.join("\n", lines)));
    }
}
