package org.doorstep.system.neighbourhood;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The postcodes of Millbrook Fold: five to a small area, in a postal district that the Post Office has not.
final class Postcodes {
    private static final List<String> ENDS = List.of("AA", "AB", "AD", "AE", "AF");

    /// Inward codes begin with one digit.
    private static final int AREAS_A_DISTRICT = 10;

    private Postcodes() {}

    /// As a kiosk reads the official list, a line each.
    static String csv() {
        List<String> lines = new ArrayList<>(List.of("pcds,lsoa21cd,lsoa21nm,decile"));
        List<SmallArea> areas = SmallArea.all();
        for (int at = 0; at < areas.size(); at++) {
            SmallArea area = areas.get(at);
            for (String end : ENDS) {
                lines.add(String.format(
                        Locale.ROOT,
                        "ZZ%d %d%s,%s,\"%s\",%d",
                        1 + at / AREAS_A_DISTRICT,
                        at % AREAS_A_DISTRICT,
                        end,
                        area.code(),
                        area.name(),
                        area.need()));
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
