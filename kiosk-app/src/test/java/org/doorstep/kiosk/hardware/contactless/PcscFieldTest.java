package org.doorstep.kiosk.hardware.contactless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import org.doorstep.kiosk.hardware.ReaderLost;
import org.junit.jupiter.api.Test;

class PcscFieldTest {
    private static final String NTAG_ATR = "3B8F8001804F0CA0000003060300030000000068";
    private static final String CLASSIC_ATR = "3B8F8001804F0CA000000306030001000000006A";
    private static final String PHONE_ATR = "3B80800101";

    private final Reader reader = new Reader("ACS ACR122U PICC Interface 00 00");
    private final Readers readers = new Readers();

    @Test
    void aCardsNumberIsFoundAndItsPagesAreReadAndWritten() throws Exception {
        VirtualTag tag = VirtualTag.ntag("04A1B2C3D4E5F6");
        reader.lay(tag, NTAG_ATR);
        PcscField field = PcscField.open(readers, "acr122");

        Tag found = one(field.look());

        assertThat(found.uid()).isEqualTo(tag.uid());
        assertThat(found.mayHoldText()).isTrue();
        assertThat(field.page(3)).startsWith(0xE1, 0x10, 0x12, 0x00);
        field.writePage(5, new byte[] {1, 2, 3, 4});
        assertThat(Arrays.copyOfRange(tag.memory(), 20, 24)).containsExactly(1, 2, 3, 4);
        field.letGo();
        assertThat(reader.connected).isFalse();
        assertThat(one(field.look()).sameAs(found)).isTrue();
    }

    @Test
    void whatKindOfCardItIsStandsInItsAnswerToReset() throws Exception {
        PcscField field = PcscField.open(readers, "");
        reader.lay(new VirtualTag("A1B2C3D4", 0x08), CLASSIC_ATR);
        assertThat(one(field.look()).mayHoldText()).isFalse();
        field.letGo();
        reader.lay(new VirtualTag("08A1B2C3", 0x20), PHONE_ATR);
        assertThat(one(field.look()).mayHoldText()).isFalse();
    }

    @Test
    void noCardIsNothingAndOneWithoutANumberIsStrange() throws Exception {
        PcscField field = PcscField.open(readers, "");
        assertThat(field.look()).isEqualTo(new Found.Nothing());

        reader.lay(new VirtualTag("", 0x20), PHONE_ATR);

        assertThat(field.look()).isEqualTo(new Found.Strange());
    }

    @Test
    void aCardThatIsPulledAwayIsGoneAndTheReaderIsWell() throws Exception {
        VirtualTag tag = VirtualTag.ntag("04A1B2C3D4E5F6");
        reader.lay(tag, NTAG_ATR);
        PcscField field = PcscField.open(readers, "");
        field.look();
        tag.goAfter(0);

        assertThatThrownBy(() -> field.page(3)).isInstanceOf(TagGone.class);
        field.letGo();
        reader.takeAway();
        assertThat(field.look()).isEqualTo(new Found.Nothing());
    }

    @Test
    void aReaderThatIsPulledOutIsAwayAndFoundWhenItIsBack() throws Exception {
        PcscField field = PcscField.open(readers, "acr");
        readers.pluggedIn = false;
        assertThatThrownBy(field::look).isInstanceOf(ReaderLost.class);
        assertThatThrownBy(() -> PcscField.open(readers, "acr")).isInstanceOf(ReaderLost.class);

        readers.pluggedIn = true;

        assertThat(PcscField.open(readers, "acr").look()).isEqualTo(new Found.Nothing());
        assertThatThrownBy(() -> PcscField.open(readers, "omnikey"))
                .isInstanceOf(ReaderLost.class)
                .hasMessageContaining("omnikey");
    }

    private static Tag one(Found found) {
        assertThat(found).isInstanceOf(Found.One.class);
        return ((Found.One) found).tag();
    }

    private final class Readers extends CardTerminals {
        private boolean pluggedIn = true;

        @Override
        public List<CardTerminal> list(State state) {
            return pluggedIn ? List.of(new Reader("ACS ACR122U SAM Interface 00 01"), reader) : List.of();
        }

        @Override
        public boolean waitForChange(long timeout) {
            throw new AssertionError("Nobody waits.");
        }
    }

    /// An ACR122U, as PC/SC shows it.
    private static final class Reader extends CardTerminal {
        private final String name;
        private Optional<VirtualTag> tag = Optional.empty();
        private String atr = "";
        private boolean connected;

        Reader(String name) {
            this.name = name;
        }

        void lay(VirtualTag laid, String answerToReset) {
            tag = Optional.of(laid);
            atr = answerToReset;
        }

        void takeAway() {
            tag = Optional.empty();
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public Card connect(String protocol) throws CardException {
            if (connected) {
                throw new CardException("It is in use.");
            }
            VirtualTag there = tag.orElseThrow(() -> new CardNotPresentException("No card."));
            connected = true;
            return new Connected(there);
        }

        @Override
        public boolean isCardPresent() {
            return tag.isPresent();
        }

        @Override
        public boolean waitForCardPresent(long timeout) {
            throw new AssertionError("Nobody waits.");
        }

        @Override
        public boolean waitForCardAbsent(long timeout) {
            throw new AssertionError("Nobody waits.");
        }

        private final class Connected extends Card {
            private final VirtualTag there;

            Connected(VirtualTag there) {
                this.there = there;
            }

            @Override
            public ATR getATR() {
                return new ATR(HexFormat.of().parseHex(atr));
            }

            @Override
            public String getProtocol() {
                return "T=1";
            }

            @Override
            public CardChannel getBasicChannel() {
                return new Channel(this);
            }

            @Override
            public CardChannel openLogicalChannel() {
                throw new AssertionError("One channel is enough.");
            }

            @Override
            public void beginExclusive() {
                throw new AssertionError("Nobody asks for it alone.");
            }

            @Override
            public void endExclusive() {
                throw new AssertionError("Nobody had it alone.");
            }

            @Override
            public byte[] transmitControlCommand(int code, byte[] command) {
                throw new AssertionError("No control command is sent.");
            }

            @Override
            public void disconnect(boolean reset) {
                connected = false;
            }
        }

        private static final class Channel extends CardChannel {
            private final Connected card;

            Channel(Connected card) {
                this.card = card;
            }

            @Override
            public Card getCard() {
                return card;
            }

            @Override
            public int getChannelNumber() {
                return 0;
            }

            /// As the part 3 of PC/SC says, in bytes.
            @Override
            public ResponseAPDU transmit(CommandAPDU command) {
                String hex = HexFormat.of().withUpperCase().formatHex(command.getBytes());
                if (hex.equals("FFCA000000")) {
                    return card.there.uid().length == 0 ? says("6A81") : says(card.there.uid(), "9000");
                }
                int page = Byte.toUnsignedInt(command.getBytes()[3]);
                if (hex.startsWith("FFB000") && hex.endsWith("10")) {
                    return card.there.read(page).map(four -> says(four, "9000")).orElseGet(() -> says("6300"));
                }
                if (hex.startsWith("FFD600") && command.getNc() == 4) {
                    return says(card.there.write(page, command.getData()) ? "9000" : "6300");
                }
                throw new AssertionError("No such command: " + hex);
            }

            @Override
            public int transmit(ByteBuffer command, ByteBuffer response) {
                throw new AssertionError("Not this way.");
            }

            @Override
            public void close() {}

            private static ResponseAPDU says(String status) {
                return says(new byte[0], status);
            }

            private static ResponseAPDU says(byte[] data, String status) {
                byte[] all = Arrays.copyOf(data, data.length + 2);
                System.arraycopy(HexFormat.of().parseHex(status), 0, all, data.length, 2);
                return new ResponseAPDU(all);
            }
        }
    }
}
