package org.doorstep.system.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documents say of the code is so, and nothing of one machine is in the house.
class DocumentsTest {
    private static final Path HOUSE = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "data", "node_modules", ".idea", ".vscode");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    /// Beginnings of paths that exist on one machine only.
    private static final List<String> MACHINE_PATHS =
            List.of("/ro" + "ot/", "/ho" + "me/", "/wo" + "rk/", "/tmp" + "/w/");

    /// A build says nowhere where its libraries come from: that is for the machine's own settings to say.
    private static final List<String> REGISTRIES = List.of(
            "repo.maven" + ".apache.org",
            "repo1.maven" + ".org",
            "registry.npm" + "js.org",
            "deb.debian" + ".org",
            "files.python" + "hosted.org");

    @Test
    void everyPackageHasItsPlaceInTheArchitecture() throws IOException {
        String architecture = Files.readString(HOUSE.resolve("ARCHITECTURE.md"));
        Set<String> unnamed = new TreeSet<>();
        for (Path file : files(".java")) {
            Path path = HOUSE.relativize(file);
            if (path.toString().contains("src/main/java/org/doorstep")) {
                Path folder = path.getParent();
                String name = folder.getFileName().toString();
                boolean root = folder.getParent().endsWith("doorstep");
                String written = root ? "org.doorstep." + name : name;
                if (!Pattern.compile("\\b" + Pattern.quote(written) + "\\b")
                        .matcher(architecture)
                        .find()) {
                    unnamed.add(folder.toString());
                }
            }
        }
        assertThat(unnamed).as("packages that ARCHITECTURE.md does not name").isEmpty();
    }

    @Test
    void everyModuleHasADesignOfReadableLength() throws IOException {
        for (Path module : modules()) {
            Path design = module.resolve("DESIGN.md");
            assertThat(design).exists();
            assertThat(Files.readAllLines(design)).as(design.toString()).hasSizeBetween(10, 150);
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Set<String> broken = new TreeSet<>();
        for (Path document : files(".md")) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                String target = link.group(1).replaceFirst("#.*", "");
                boolean elsewhere =
                        target.startsWith("http:") || target.startsWith("https:") || target.startsWith("mailto:");
                if (!elsewhere && !target.isEmpty() && !Files.exists(document.resolveSibling(target))) {
                    broken.add(HOUSE.relativize(document) + ": " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void noFileKnowsTheMachineItWasWrittenOnOrWhereLibrariesComeFrom() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : files("")) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            Stream.concat(MACHINE_PATHS.stream(), REGISTRIES.stream())
                    .filter(text::contains)
                    .forEach(word -> found.add(HOUSE.relativize(file) + " has " + word));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noTestSleeps() throws IOException {
        Set<String> sleepers = new TreeSet<>();
        for (Path file : files(".java")) {
            if (file.toString().contains("/src/test/") && Files.readString(file).contains("Thread" + ".sleep(")) {
                sleepers.add(HOUSE.relativize(file).toString());
            }
        }
        assertThat(sleepers).as("wait for a condition with a deadline instead").isEmpty();
    }

    @Test
    void theRootHoldsOnlyWhatTheArchitectureNames() throws IOException {
        String architecture = Files.readString(HOUSE.resolve("ARCHITECTURE.md"));
        try (Stream<Path> entries = Files.list(HOUSE)) {
            List<String> unnamed = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !NOT_OURS.contains(name) && !architecture.contains("`" + name))
                    .toList();
            assertThat(unnamed).as("a further root entry needs a decision").isEmpty();
        }
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> entries = Files.list(HOUSE)) {
            return entries.filter(entry -> Files.exists(entry.resolve("pom.xml")))
                    .toList();
        }
    }

    private static List<Path> files(String ending) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(HOUSE, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(ending)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
