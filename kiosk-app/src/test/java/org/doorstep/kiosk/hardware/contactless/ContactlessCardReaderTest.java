package org.doorstep.kiosk.hardware.contactless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.doorstep.kiosk.hardware.CardWriter.Written;
import org.doorstep.kiosk.hardware.Heard;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.PassReaderTest;
import org.doorstep.kiosk.hardware.Reading;
import org.junit.jupiter.api.Test;

class ContactlessCardReaderTest extends PassReaderTest {
    private static final String PASS = "DS1:" + "ABCDEFGHIJKLM0123456789".repeat(5) + "XY";
    private static final String OTHER_PASS = PASS.replace("XY", "YX");
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private final VirtualField field = new VirtualField();
    private final ContactlessCardReader reader = ContactlessCardReader.of(
            field::open,
            text -> text.startsWith("DS1:"),
            InstantSource.system(),
            millis -> LockSupport.parkNanos(Duration.ofMillis(5).toNanos()));
    private final Heard heard = new Heard();

    private final class Cards implements Rig {
        Cards() {
            field.plug(false);
        }

        @Override
        public PassReader reader() {
            return reader;
        }

        @Override
        public void plugIn() {
            field.plug(true);
        }

        @Override
        public void unplug() {
            field.plug(false);
            field.lay();
        }

        @Override
        public void show(int which) {
            field.lay(pass("04A1B2C3D4E5F" + which, which == 1 ? PASS : OTHER_PASS));
        }

        @Override
        public Reading expected(int which) {
            return new Reading.Code(which == 1 ? PASS : OTHER_PASS);
        }

        @Override
        public void close() {}
    }

    @Override
    protected Rig rig() {
        return new Cards();
    }

    @Test
    void aCardWithoutAPassIsItsNumberWhateverElseIsOnIt() {
        reads(new VirtualTag("A1B2C3D4", 0x08), new Reading.CardNumber(Reading.Width.FOUR, "A1B2C3D4"));
        reads(VirtualTag.ntag("04000000000001"), new Reading.CardNumber(Reading.Width.SEVEN, "04000000000001"));
        reads(
                pass("04000000000002", "https://hub.example"),
                new Reading.CardNumber(Reading.Width.SEVEN, "04000000000002"));
        reads(new VirtualTag("04000000000003", 0x00), new Reading.CardNumber(Reading.Width.SEVEN, "04000000000003"));
    }

    @Test
    void numbersThatAreNobodysAreRefusedKindly() {
        reads(new VirtualTag("08A1B2C3", 0x20), new Reading.Garbage(Reading.Reason.CHANGES_EACH_TIME));
        reads(new VirtualTag("01020304", 0x20), new Reading.Garbage(Reading.Reason.SHARED_BY_MANY));
    }

    @Test
    void twoCardsAtOnceAreNeitherOfThem() {
        field.plug(true);
        reader.open(heard);
        heard.waitUntilWorking();
        field.lay(pass("04A1B2C3D4E5F1", PASS), pass("04A1B2C3D4E5F2", OTHER_PASS));

        heard.waitForReadings(new Reading.Garbage(Reading.Reason.SEVERAL_AT_ONCE));
    }

    /// Whatever page it is lost at: half a pass is never taken, nor is it taken for a card without one.
    @Test
    void aPassThatCannotBeReadToItsEndAsksToBeHeldStill() {
        field.plug(true);
        reader.open(heard);
        heard.waitUntilWorking();
        for (int answers = 1; answers < 8; answers++) {
            VirtualTag tag = pass("04A1B2C3D4E5F" + answers, PASS);
            tag.goAfter(answers);
            field.lay(tag);
            await().atMost(LONG_ENOUGH).until(tag::isGone);
            field.lay();
            heard.waitForReadings(new Reading.Garbage(Reading.Reason.HALF_READ));
        }
        field.lay(pass("04A1B2C3D4E5F1", PASS));
        heard.waitForReadings(new Reading.Garbage(Reading.Reason.HALF_READ), new Reading.Code(PASS));
    }

    /// Its first page is never read, though its number is, again and again.
    @Test
    void aCardThatLetsNobodyReadItIsAskedForAgainAndThenTakenByItsNumber() {
        field.plug(true);
        reader.open(heard);
        heard.waitUntilWorking();
        VirtualTag tag = VirtualTag.ntag("04A1B2C3D4E5F6");
        tag.goAfter(0);
        field.lay(tag);

        heard.waitForReadings(
                new Reading.Garbage(Reading.Reason.HALF_READ),
                new Reading.CardNumber(Reading.Width.SEVEN, "04A1B2C3D4E5F6"));
    }

    @Test
    void whatIsWishedIsWrittenInThePlaceOfWhatWasThereAndNothingElse() {
        VirtualTag tag = pass("04A1B2C3D4E5F1", PASS);
        byte[] before = tag.memory();
        String wished = PASS.replace("ABCD", "aBCd");
        reads(tag, new Reading.Code(PASS));

        assertThat(written(PASS, wished)).isEqualTo(Written.DONE);

        String memory = new String(tag.memory(), StandardCharsets.ISO_8859_1);
        assertThat(memory).contains(wished);
        assertThat(memory.replace(wished, PASS)).isEqualTo(new String(before, StandardCharsets.ISO_8859_1));
        assertThat(field.written().size()).isLessThan(wished.length() / Field.PAGE_BYTES);
        assertThat(heard.readings()).hasSize(1);
    }

    @Test
    void whatIsWishedOtherwiseTakesThePlaceOfWhatWasWishedBeforeOrHalfWritten() {
        VirtualTag tag = pass("04A1B2C3D4E5F1", PASS);
        reads(tag, new Reading.Code(PASS));
        assertThat(written(PASS, PASS.replace("ABCD", "aBCd"))).isEqualTo(Written.DONE);

        assertThat(written(PASS, PASS.replace("ABCD", "AbcD"))).isEqualTo(Written.DONE);
        assertThat(new String(tag.memory(), StandardCharsets.ISO_8859_1)).contains(PASS.replace("ABCD", "AbcD"));
        assertThat(written(PASS, PASS)).isEqualTo(Written.DONE);
        assertThat(new String(tag.memory(), StandardCharsets.ISO_8859_1)).contains(PASS);
    }

    @Test
    void whatCannotBeWrittenIsSaidWithItsReasonAndTheCardStaysAsItWas() {
        VirtualTag tag = pass("04A1B2C3D4E5F1", PASS);
        byte[] before = tag.memory();
        reads(tag, new Reading.Code(PASS));

        assertThat(written(OTHER_PASS, OTHER_PASS.toLowerCase(java.util.Locale.ROOT)))
                .isEqualTo(Written.ANOTHER_CARD);
        assertThat(written(PASS, PASS + "!")).isEqualTo(Written.NO_ROOM);
        assertThat(tag.memory()).isEqualTo(before);

        VirtualTag readOnly = pass("04A1B2C3D4E5F2", OTHER_PASS).put(15, new byte[] {0x0F});
        field.lay(readOnly);
        heard.waitForReadings(new Reading.Code(PASS), new Reading.Code(OTHER_PASS));
        assertThat(written(OTHER_PASS, PASS)).isEqualTo(Written.LOCKED);
    }

    @Test
    void anotherWishTakesThePlaceOfTheFirstAndTheEndEndsBoth() {
        field.plug(true);
        reader.open(heard);
        heard.waitUntilWorking();
        List<Written> first = new CopyOnWriteArrayList<>();
        List<Written> second = new CopyOnWriteArrayList<>();
        reader.rewrite(PASS, OTHER_PASS, first::add);
        reader.rewrite(PASS, OTHER_PASS, second::add);

        assertThat(first).containsExactly(Written.GONE);
        reader.close();
        await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(second).containsExactly(Written.GONE));
    }

    private void reads(VirtualTag tag, Reading expected) {
        field.plug(true);
        if (heard.statuses().isEmpty()) {
            reader.open(heard);
            heard.waitUntilWorking();
        }
        heard.readings().clear();
        field.lay(tag);
        heard.waitForReadings(expected);
    }

    private Written written(String from, String to) {
        List<Written> told = new CopyOnWriteArrayList<>();
        reader.rewrite(from, to, told::add);
        await().atMost(LONG_ENOUGH).until(() -> !told.isEmpty());
        return told.getFirst();
    }

    private static VirtualTag pass(String uid, String text) {
        return VirtualTag.ntag(uid).holding(VirtualTag.text(text));
    }
}
