package org.doorstep.relay.contract.talk;

import java.util.Arrays;
import java.util.Optional;
import org.doorstep.relay.contract.AgeBand;
import org.doorstep.relay.contract.Wire;
import org.doorstep.relay.contract.WireException;

/// What a resident says of themselves, each thing if they wish. It travels only sealed to the hub,
/// inside a [HubEvent.ResidentSaid]; there is no field for a name, a birthday, an address or a
/// postcode, nor for health, belief or origin, and none may be added.
///
/// A field that is absent stays as it was said before; an empty nickname, language or screen,
/// [AgeBand#NOT_SAID] and [SmallArea#NOT_SAID] take it back. Within one resident the latest word of
/// each field stands.
public record ResidentWords(
        String nickname,
        AgeBand ageBand,
        SmallArea area,
        String language,
        Boolean largeText,
        Boolean spoken,
        String screen) {
    /// Nothing said, to say things from by the `with` methods.
    public static final ResidentWords NOTHING = new ResidentWords(null, null, null, null, null, null, null);

    /// What the sealing says it is for, so that nothing else sealed can be taken for it.
    public static final String CONTEXT = "doorstep-resident-v1";

    /// The text inside is filled up to a multiple of this, so that its length does not tell what
    /// was said. The longest there can be today has 351 bytes.
    public static final int STEP_BYTES = 384;

    public ResidentWords {
        if (nickname != null) {
            Greeting.requireNickname(nickname);
        }
        if (language != null) {
            Greeting.requireLanguage(language);
        }
        if (screen != null) {
            Greeting.requireScreen(screen);
        }
    }

    public ResidentWords withNickname(String value) {
        return new ResidentWords(value.strip(), ageBand, area, language, largeText, spoken, screen);
    }

    public ResidentWords withAgeBand(AgeBand value) {
        return new ResidentWords(nickname, value, area, language, largeText, spoken, screen);
    }

    public ResidentWords withArea(SmallArea value) {
        return new ResidentWords(nickname, ageBand, value, language, largeText, spoken, screen);
    }

    public ResidentWords withLanguage(String value) {
        return new ResidentWords(nickname, ageBand, area, value, largeText, spoken, screen);
    }

    public ResidentWords withLargeText(boolean value) {
        return new ResidentWords(nickname, ageBand, area, language, value, spoken, screen);
    }

    public ResidentWords withSpoken(boolean value) {
        return new ResidentWords(nickname, ageBand, area, language, largeText, value, screen);
    }

    /// In the words of [Greeting#screen].
    public ResidentWords withScreen(String value) {
        return new ResidentWords(nickname, ageBand, area, language, largeText, spoken, value);
    }

    public Optional<String> saidNickname() {
        return Optional.ofNullable(nickname);
    }

    public Optional<AgeBand> saidAgeBand() {
        return Optional.ofNullable(ageBand);
    }

    public Optional<SmallArea> saidArea() {
        return Optional.ofNullable(area);
    }

    public Optional<String> saidLanguage() {
        return Optional.ofNullable(language);
    }

    public Optional<Boolean> saidLargeText() {
        return Optional.ofNullable(largeText);
    }

    public Optional<Boolean> saidSpoken() {
        return Optional.ofNullable(spoken);
    }

    public Optional<String> saidScreen() {
        return Optional.ofNullable(screen);
    }

    /// These words, and where they say nothing, those of `before`.
    public ResidentWords over(ResidentWords before) {
        return new ResidentWords(
                nickname == null ? before.nickname : nickname,
                ageBand == null ? before.ageBand : ageBand,
                area == null ? before.area : area,
                language == null ? before.language : language,
                largeText == null ? before.largeText : largeText,
                spoken == null ? before.spoken : spoken,
                screen == null ? before.screen : screen);
    }

    public boolean saysNothing() {
        return equals(NOTHING);
    }

    /// What is sealed: JSON, filled up with blanks.
    public byte[] bytes() {
        byte[] text = Wire.writeMessage(this);
        byte[] full = Arrays.copyOf(text, (text.length + STEP_BYTES - 1) / STEP_BYTES * STEP_BYTES);
        Arrays.fill(full, text.length, full.length, (byte) ' ');
        return full;
    }

    /// Throws [WireException] if it is not what somebody said of themselves.
    public static ResidentWords read(byte[] text) throws WireException {
        return Wire.readMessage(text, ResidentWords.class);
    }

    /// Says nothing of what was said, so that a stray log line cannot.
    @Override
    public String toString() {
        return "ResidentWords";
    }
}
