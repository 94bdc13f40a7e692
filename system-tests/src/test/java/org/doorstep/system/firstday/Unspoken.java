package org.doorstep.system.firstday;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// Every secret in the files of a house, and every place where none may stand: what its programs have logged, their
/// commands and surroundings, and what its broker keeps, retained messages among it.
final class Unspoken {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----([^-]+)-----END", Pattern.DOTALL);

    /// Of a line of a key file: what is secret, by its name, and not what anyone may have.
    private static final Pattern SECRET_LINE = Pattern.compile("(?m)^(private|key|secret) *= *(\\S+)$");

    private static final List<String> SECRET_FILES =
            List.of("broker-secret", "gateway-secret", "area-token", "metrics-token");

    private final TrialHouse house;
    private final Path folder;

    Unspoken(TrialHouse house) {
        this.house = house;
        this.folder = house.folder(Part.HUB).getParent();
    }

    void requireNothingSaid() {
        List<String> secrets = secrets();
        // The keys of two programs' certificates and three kiosks', the hub's own of three kinds, and its tokens.
        assertThat(secrets).as("secrets that were looked for").hasSizeGreaterThan(20);
        List<Path> places = places();
        // Three programs' logs, arguments and surroundings; a broker of our own keeps no files to look into.
        assertThat(places).hasSizeGreaterThanOrEqualTo(9);
        for (Path place : places) {
            String said = text(place);
            for (String secret : secrets) {
                assertThat(said.contains(secret)).as("a secret in " + place).isFalse();
            }
            assertThat(said).as(place.toString()).doesNotContain("PRIVATE KEY");
        }
        for (Path command : processFiles("cmdline")) {
            if (text(command).contains("org.doorstep")) {
                assertThat(text(command)).contains("-XX:-CreateCoredumpOnCrash").doesNotContain("HeapDump");
            }
        }
    }

    /// As they stand in their files, and as other ways of writing them: what a careless line would print.
    private List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        for (Path file : files(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".pem")) {
                PRIVATE_KEY.matcher(text(file)).results().forEach(found -> {
                    byte[] key = Base64.getMimeDecoder().decode(found.group(1));
                    secrets.addAll(found.group(1)
                            .strip()
                            .lines()
                            .filter(line -> line.length() > 20)
                            .toList());
                    secrets.add(HexFormat.of().formatHex(key));
                    secrets.add(Base64.getEncoder().encodeToString(key));
                });
            } else if (name.endsWith(".properties") && !name.equals("settings.properties")) {
                SECRET_LINE.matcher(text(file)).results().forEach(found -> secrets.add(found.group(2)));
            } else if (SECRET_FILES.contains(name)) {
                secrets.add(text(file).strip());
            }
        }
        return secrets.stream()
                .filter(secret -> secret.length() > 20)
                .distinct()
                .toList();
    }

    private List<Path> places() {
        List<Path> places = new ArrayList<>();
        files(folder).stream().filter(file -> file.toString().endsWith(".log")).forEach(places::add);
        places.addAll(files(house.folder(Part.HUB).resolve("broker")));
        // Mosquitto's own store, and not the settings and rules beside it.
        files(house.folder(Part.BROKER)).stream()
                .filter(file -> file.toString().endsWith(".db"))
                .forEach(places::add);
        places.addAll(processFiles("cmdline"));
        places.addAll(processFiles("environ"));
        return places;
    }

    private List<Path> processFiles(String name) {
        return house.parts().stream()
                .filter(part -> part != Part.AREA)
                .map(part -> Path.of("/proc", Long.toString(house.program(part).pid()), name))
                .toList();
    }

    private static List<Path> files(Path folder) {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A running broker may take a file away that was listed a moment ago.
    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
