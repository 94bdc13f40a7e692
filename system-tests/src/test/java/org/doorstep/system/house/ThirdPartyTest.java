package org.doorstep.system.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// THIRD-PARTY.md names what is really shipped, and nothing else.
class ThirdPartyTest {
    private static final Path HOUSE = Path.of("..");
    private static final List<String> PROGRAMS = List.of("kiosk-app", "hub-gateway", "area-server", "provisioning");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| [\\w.-]+ \\| ([\\w.-]+) \\| (\\d[\\w.]*) \\| [^|?]+ \\| [^|]+ \\|$");

    @Test
    void everyJarBesideAProgramIsListedWithItsVersionAndNoOther() throws IOException {
        Set<String> shipped = new TreeSet<>();
        for (String program : PROGRAMS) {
            Path libraries = HOUSE.resolve(program).resolve("target/lib");
            assumeTrue(Files.isDirectory(libraries), "The programs are not packaged: run mvn package, as ./test does.");
            try (Stream<Path> jars = Files.list(libraries)) {
                jars.map(jar -> jar.getFileName().toString().replaceFirst("\\.jar$", ""))
                        .filter(jar -> modules().noneMatch(jar::startsWith))
                        .forEach(shipped::add);
            }
        }

        assertThat(listed()).isEqualTo(shipped);
    }

    @Test
    void everyCopiedFileIsListedAndHasItsLicenceBesideIt() throws IOException {
        String list = Files.readString(HOUSE.resolve("THIRD-PARTY.md"));
        for (String program : PROGRAMS) {
            Path resources = HOUSE.resolve(program).resolve("src/main/resources");
            if (!Files.isDirectory(resources)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(resources)) {
                for (Path file : files.filter(ThirdPartyTest::isCopied).toList()) {
                    String name = file.getFileName().toString();
                    String licence = name.replaceFirst("[-.](400|700|min|common|esm).*", "") + "-LICENSE.txt";
                    assertThat(list).as("THIRD-PARTY.md").contains(name);
                    assertThat(file.resolveSibling(licence)).exists();
                }
            }
        }
    }

    /// The name of a jar built for one platform has that after its version.
    private static Set<String> listed() throws IOException {
        return ROW.matcher(Files.readString(HOUSE.resolve("THIRD-PARTY.md")))
                .results()
                .map(ThirdPartyTest::jar)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String jar(MatchResult row) {
        String platform = row.group(1).replaceFirst("^.*?(-(linux|osx)-x86_64)?$", "$1");
        String name = row.group(1).substring(0, row.group(1).length() - platform.length());
        return name + "-" + row.group(2) + platform;
    }

    private static Stream<String> modules() {
        return Stream.of(
                "event-relay-", "firmware-config-", "web-login-", "kiosk-app-", "hub-gateway-", "area-server-");
    }

    private static boolean isCopied(Path file) {
        return file.toString().endsWith(".woff2")
                || file.toString().endsWith(".min.js")
                || file.toString().endsWith("-esm.js");
    }
}
