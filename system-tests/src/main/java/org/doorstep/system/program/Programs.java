package org.doorstep.system.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The built programs of one working copy, and the command that starts each.
///
/// `home` is the folder with `run` in it; `java` is the java command to start them with.
public record Programs(Path home, Path java) {
    /// Puts the program in a session of its own, so that Ctrl-C in a terminal reaches only the launcher, which then
    /// stops its children in order. The program itself replaces it: its process id is the program's.
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /// Which program, and how much memory a demonstration or a small hub gives it.
    public enum Kind {
        AREA("area-server", "org.doorstep.area.Main", 128, Compilers.QUICK),
        HUB("hub-gateway", "org.doorstep.hub.Main", 320, Compilers.BOTH),
        KIOSK("kiosk-app", "org.doorstep.kiosk.Main", 64, Compilers.QUICK);

        private final String module;
        private final String mainClass;
        private final int megabytes;
        private final Compilers compilers;

        Kind(String module, String mainClass, int megabytes, Compilers compilers) {
            this.module = module;
            this.mainClass = mainClass;
            this.megabytes = megabytes;
            this.compilers = compilers;
        }
    }

    /// Which of the JVM's compilers. The quick one alone starts sooner and is smaller; a hub runs for months and must
    /// take in a kiosk's backlog, which costs it less than half the work an event with both (`bench gateway`).
    private enum Compilers {
        QUICK("-XX:TieredStopAtLevel=1"),
        BOTH("-XX:+TieredCompilation");

        private final String flag;

        Compilers(String flag) {
            this.flag = flag;
        }
    }

    /// With the JVM that runs this.
    public static Programs here(Path home) {
        return new Programs(home.toAbsolutePath().normalize(), Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    /// Starts the program with these settings, its standard input held open, `extra` flags before its main class.
    public List<String> command(Kind kind, Path settings, List<String> extra) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.add(java.toString());
        command.addAll(List.of(
                kind.compilers.flag,
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-Xmx" + kind.megabytes + "m",
                // A core would hold every key that the program had in memory.
                "-XX:-CreateCoredumpOnCrash",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.sqlite.tmpdir=" + settings.toAbsolutePath().getParent()));
        command.addAll(extra);
        command.addAll(
                List.of("-cp", classPath(kind), kind.mainClass, "--settings", settings.toString(), "--watch-stdin"));
        return command;
    }

    /// Flags for a program that is started again and again, as tests do: it takes its classes from an archive
    /// beside its jar, which the JVM makes at the first orderly end, and makes anew when the jars or the JVM are
    /// others (JEP 350). Measured for a kiosk: 1.6 instead of 2.4 CPU seconds to serve, and 2 more at that one end.
    public List<String> sharingClasses(Kind kind) {
        Path archive = home.resolve(kind.module).resolve("target").resolve("classes.jsa");
        return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive);
    }

    /// The program's own jar and then its libraries in the order of their names: an AOT cache belongs to exactly one
    /// class path.
    public String classPath(Kind kind) {
        Path target = home.resolve(kind.module).resolve("target");
        return Stream.concat(jars(target).stream(), jars(target.resolve("lib")).stream())
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Nothing is built in " + folder + ": build it with `mvn package -Dmaven.test.skip=true`.", e);
        }
    }
}
