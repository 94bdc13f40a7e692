package org.doorstep.kiosk.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.fields.Kind;
import org.junit.jupiter.api.Test;

class PrivacyNoticeTest {
    private final Words words = Languages.found().own();
    private final Fields fields = Fields.kept();
    private final PrivacyNotice notice = new PrivacyNotice(words, fields);

    @Test
    void everyKindThatIsHeldOfAResidentIsToldOfOnAFace() {
        fields.kinds().stream()
                .filter(kind -> kind.about() == Kind.About.RESIDENT)
                .forEach(kind -> assertThat(Arrays.stream(PrivacyNotice.Face.values())
                                .anyMatch(face -> face.tells().contains(kind.name())))
                        .as("say in words on the kiosk (privacy.* in messages.properties) what is held as `"
                                + kind.name() + "`, and name it in PrivacyNotice.Face")
                        .isTrue());
    }

    @Test
    void howLongIsWhatTheFileSays() {
        assertThat(notice.view(PrivacyNotice.Face.LONG).spoken())
                .contains(
                        "have not come for " + fields.unseenFor().orElseThrow().toTotalMonths() + " months");
    }

    @Test
    void eachFaceLeadsToTheNextAndTheLastToNone() {
        PrivacyNotice.Face[] faces = PrivacyNotice.Face.values();
        for (int i = 0; i < faces.length; i++) {
            View.Notice view = (View.Notice) notice.view(faces[i]);
            assertThat(view.presses()).hasSize(i == faces.length - 1 ? 0 : 1);
            assertThat(view.sentences()).hasSize(2);
        }
    }
}
