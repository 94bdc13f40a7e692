package org.doorstep.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is not ours is listed, unchanged, and with its licence; what two programs share is the same in both.
class VendoredFilesTest {
    private static final Path STATIC = Path.of("src/main/resources/org/doorstep/hub/web/static");
    private static final Path AREA = Path.of("../area-server/src/main/resources/org/doorstep/area/web/static");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\S+\\.(?:js|woff2)) \\|.*\\| ([0-9a-f]{64}) \\|$");

    @Test
    void everyVendoredFileIsListedAndUnchanged() throws Exception {
        Path vendor = STATIC.resolve("vendor");
        Matcher row = ROW.matcher(Files.readString(vendor.resolve("VENDOR.md")));
        Set<Path> listed = new TreeSet<>();
        while (row.find()) {
            Path file = vendor.resolve(row.group(1)).normalize();
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            assertThat(HexFormat.of().formatHex(sum)).as(file.toString()).isEqualTo(row.group(2));
            listed.add(file);
        }
        try (Stream<Path> files = Files.walk(STATIC)) {
            Set<Path> notOurs = new TreeSet<>(files.filter(
                            file -> file.startsWith(vendor) && file.toString().endsWith(".js")
                                    || file.toString().endsWith(".woff2"))
                    .toList());
            assertThat(listed).isEqualTo(notOurs).hasSize(5);
        }
    }

    @Test
    void theAreasPagesAreMadeOfTheSamePieces() throws Exception {
        for (String name : new String[] {"tokens.css", "components.css"}) {
            assertThat(Files.readString(AREA.resolve(name))).as(name).isEqualTo(Files.readString(STATIC.resolve(name)));
        }
    }
}
