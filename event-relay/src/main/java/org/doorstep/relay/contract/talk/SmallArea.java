package org.doorstep.relay.contract.talk;

import java.util.regex.Pattern;

/// The few streets that somebody lives in: the code of a small area (in England and Wales an LSOA
/// of the 2021 census, some 1,500 people) and its decile of deprivation, 1 where people have least,
/// 0 where none is known. What stands in place of a postcode, which goes no further than the screen
/// that it was touched on.
public record SmallArea(String code, int decile) {
    /// Takes back the area that was said before.
    public static final SmallArea NOT_SAID = new SmallArea("", 0);

    public static final int MOST_DECILE = 10;

    /// A letter for the country and eight digits, as the Office for National Statistics writes them.
    private static final Pattern FORM = Pattern.compile("[A-Z][0-9]{8}");

    public SmallArea {
        if (code == null || !(code.isEmpty() || FORM.matcher(code).matches())) {
            throw new IllegalArgumentException("A small area's code is a letter and eight digits.");
        }
        if (decile < 0 || decile > (code.isEmpty() ? 0 : MOST_DECILE)) {
            throw new IllegalArgumentException("A decile is 1 to " + MOST_DECILE + ", and 0 if it is not known.");
        }
    }

    public boolean said() {
        return !code.isEmpty();
    }
}
