package org.doorstep.kiosk.hardware.contactless;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.doorstep.kiosk.hardware.CardNumbers;
import org.doorstep.kiosk.hardware.CardWriter;
import org.doorstep.kiosk.hardware.ReaderLoop;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.doorstep.kiosk.hardware.Reading;

/// Looks into a field again and again and says what lies there: the pass that a card holds in its
/// memory, or the card's number if it holds none. For one thread.
///
/// A card is one of the two and never now this, now that, or its holder would be two people
/// (decision 0098). So a card that may hold a pass and could not be read through is not taken by
/// its number: it is read again while it lies there, and if it goes, whoever held it is asked to
/// hold it still.
final class TagWatch implements ReaderLoop.Connection {
    /// Between two looks. A card is held for half a second or more; MFRC522 and PN532 need a tenth
    /// of that to look.
    private static final int PAUSE_MILLIS = 60;

    /// So many looks without a card, and the next is a new showing of it.
    private static final int GONE_LOOKS = 3;

    /// A card of a kind that may hold a pass, and whose first pages could not once be read in so
    /// many looks while it lies there, about two seconds, does not let anybody read it: then its
    /// number is all there is.
    private static final int UNREADABLE = 20;

    private static final int SEVERAL_LOOKS = 3;

    /// So many tries at a card that lies there, about a second, and its holder is told.
    private static final int STUBBORN = 10;

    private final Field field;
    private final Predicate<String> pass;
    private final CardWishes wishes;
    private final Pause pause;

    private Optional<Tag> lying = Optional.empty();
    private Optional<Reading> said = Optional.empty();
    private int looksWithout;
    private boolean opened;
    private int unreadable;
    private int severalLooks;
    private int brokenOff;

    /// `pass`: whether a text is one that the desk wants to see.
    TagWatch(Field field, Predicate<String> pass, CardWishes wishes, Pause pause) {
        this.field = field;
        this.pass = pass;
        this.wishes = wishes;
        this.pause = pause;
    }

    @Override
    public void next(Consumer<Reading> readings) throws ReaderLost {
        switch (field.look()) {
            case Found.Nothing nothing -> nothing(readings);
            case Found.Several several -> several(readings);
            case Found.Strange strange -> {
                forget();
                readings.accept(new Reading.Garbage(Reading.Reason.NOT_A_CARD_NUMBER));
            }
            case Found.One(Tag tag) -> {
                one(tag, readings);
                field.letGo();
                said.ifPresent(readings);
            }
        }
        pause.millis(PAUSE_MILLIS);
    }

    @Override
    public void close() {
        wishes.end();
        field.close();
    }

    private void nothing(Consumer<Reading> readings) {
        looksWithout++;
        severalLooks = 0;
        if (looksWithout < GONE_LOOKS) {
            return;
        }
        if (lying.isPresent() && said.isEmpty()) {
            readings.accept(new Reading.Garbage(Reading.Reason.HALF_READ));
        }
        forget();
        wishes.grewOld();
    }

    /// One card at the edge of the field may look like two for a moment.
    private void several(Consumer<Reading> readings) {
        severalLooks++;
        if (severalLooks >= SEVERAL_LOOKS) {
            forget();
            readings.accept(new Reading.Garbage(Reading.Reason.SEVERAL_AT_ONCE));
        }
    }

    private void one(Tag tag, Consumer<Reading> readings) throws ReaderLost {
        looksWithout = 0;
        severalLooks = 0;
        if (lying.isEmpty() || !lying.get().sameAs(tag)) {
            forget();
            lying = Optional.of(tag);
        }
        try {
            if (said.isEmpty()) {
                said = reading(tag);
            } else if (wishes.waiting() && tag.mayHoldText()) {
                write();
            }
        } catch (TagGone gone) {
            // Still lying there at the next look: tried again. Gone by then, or never better: said so.
            brokenOff++;
            if (said.isEmpty() && brokenOff % STUBBORN == 0) {
                readings.accept(new Reading.Garbage(Reading.Reason.HALF_READ));
            }
        }
    }

    private Optional<Reading> reading(Tag tag) throws ReaderLost, TagGone {
        if (!tag.mayHoldText()) {
            return Optional.of(CardNumbers.contactless(tag.uid()));
        }
        TypeTwoMemory memory = new TypeTwoMemory(field);
        boolean forText;
        try {
            forText = memory.open();
            opened = true;
        } catch (TagGone gone) {
            unreadable++;
            if (opened || unreadable < UNREADABLE) {
                throw gone;
            }
            return Optional.of(CardNumbers.contactless(tag.uid()));
        }
        Optional<String> text = forText ? memory.text(pass) : Optional.empty();
        return Optional.of(text.map(Reading.Code::of).orElseGet(() -> CardNumbers.contactless(tag.uid())));
    }

    private void write() throws ReaderLost, TagGone {
        TypeTwoMemory memory = new TypeTwoMemory(field);
        CardWriter.Written written =
                memory.open() ? memory.replace(wishes.from(), wishes.to()) : CardWriter.Written.ANOTHER_CARD;
        // While it lies there it is still what it was when it was shown: its new text is no new showing.
        wishes.done(written);
    }

    private void forget() {
        lying = Optional.empty();
        said = Optional.empty();
        opened = false;
        unreadable = 0;
        brokenOff = 0;
    }
}
