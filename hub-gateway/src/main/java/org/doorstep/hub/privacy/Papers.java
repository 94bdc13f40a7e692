package org.doorstep.hub.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.doorstep.relay.fields.Fields;
import org.doorstep.relay.fields.Keep;
import org.doorstep.relay.fields.Kind;
import org.doorstep.relay.fields.Table;

/// The papers that the law asks for, made from the file of fields: assessment, record of
/// processing, retention schedule and privacy notice. What they say of columns, periods and readers
/// is what the programs do, because it is read from the same lines. Each stands in a text of its
/// own beside this class, with `{{names}}` where the file speaks.
public final class Papers {
    private static final List<String> NAMES =
            List.of("impact-assessment.md", "record-of-processing.md", "retention-schedule.md", "privacy-notice.md");

    private final Fields fields;

    public Papers(Fields fields) {
        this.fields = fields;
    }

    /// Writes all four into that folder, over what is there.
    public void writeInto(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> paper : all().entrySet()) {
            Files.writeString(folder.resolve(paper.getKey()), paper.getValue());
        }
    }

    /// The text of each, by its file's name.
    Map<String, String> all() {
        Map<String, String> papers = new LinkedHashMap<>();
        NAMES.forEach(name -> papers.put(name, filled(text(name))));
        return papers;
    }

    private String filled(String text) {
        String said = text;
        for (Map.Entry<String, String> entry : said().entrySet()) {
            said = said.replace("{{" + entry.getKey() + "}}", entry.getValue());
        }
        if (said.contains("{{")) {
            throw new IllegalStateException("A paper asks for what nobody says: "
                    + said.substring(said.indexOf("{{"), Math.min(said.length(), said.indexOf("{{") + 40)));
        }
        return said;
    }

    private Map<String, String> said() {
        return Map.of(
                "made",
                        "*Made by `hub-gateway papers` from the file of fields. Change that or this paper's own text"
                                + " beside `Papers`, and make it again.*",
                "residents", kinds(Kind.About.RESIDENT),
                "staff", kinds(Kind.About.STAFF),
                "schedule", schedule(),
                "nothing", nothing(),
                "unseen", fields.unseenFor().map(Papers::words).orElse("no stated time"),
                "notice", notice());
    }

    private String kinds(Kind.About about) {
        return "| what | what for | lawful ground | how long | who reads it |\n| --- | --- | --- | --- | --- |\n"
                + fields.kinds().stream()
                        .filter(kind -> kind.about() == about)
                        .map(kind -> "| "
                                + String.join(
                                        " | ",
                                        kind.holds(),
                                        kind.purpose(),
                                        kind.ground(),
                                        words(kind.keep()),
                                        readers(kind))
                                + " |")
                        .collect(Collectors.joining("\n"));
    }

    private String schedule() {
        return "| table | columns | what | how long |\n| --- | --- | --- | --- |\n"
                + fields.tables().stream()
                        .flatMap(table -> table.personalKinds().stream().map(kind -> row(table, kind(kind))))
                        .collect(Collectors.joining("\n"));
    }

    private String row(Table table, Kind kind) {
        String columns = table.columnsOf(kind.name()).stream()
                .map(column -> "`" + column + "`")
                .collect(Collectors.joining(" "));
        String from = kind.keep() instanceof Keep.RowFor || kind.keep() instanceof Keep.ValueFor
                ? ", from `" + table.dated() + "`"
                : "";
        return "| `" + table.fullName() + "` | " + columns + " | " + kind.name() + " | " + words(kind.keep()) + from
                + " |";
    }

    private Kind kind(String name) {
        return fields.kinds().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String nothing() {
        return fields.tables().stream()
                .filter(table -> table.personalKinds().isEmpty())
                .map(table -> "- `" + table.fullName() + "`: " + table.holds())
                .collect(Collectors.joining("\n"));
    }

    private String notice() {
        return fields.kinds().stream()
                .filter(kind -> kind.about() == Kind.About.RESIDENT)
                .map(kind -> "- **" + kind.holds() + ".** " + kind.purpose() + ". Kept: "
                        + words(kind.keep()).toLowerCase(Locale.ROOT) + ".")
                .collect(Collectors.joining("\n"));
    }

    private static String readers(Kind kind) {
        return kind.readers().isEmpty()
                ? "nobody, by no page"
                : kind.readers().stream()
                        .sorted()
                        .map(reader -> reader.replace('_', ' '))
                        .collect(Collectors.joining(", "));
    }

    private static String words(Keep keep) {
        return switch (keep) {
            case Keep.UntilUnseen(Period period) ->
                "Until its person has not come for " + words(period) + ", or leaves";
            case Keep.RowFor(Period period) -> words(period);
            case Keep.ValueFor(Period period) -> words(period) + ", then emptied";
            case Keep.InUse(String why) -> "In use: " + why;
        };
    }

    private static String words(Period period) {
        return period.toTotalMonths() > 0 ? period.toTotalMonths() + " months" : period.getDays() + " days";
    }

    private static String text(String name) {
        try (InputStream file = Papers.class.getResourceAsStream("papers/" + name.replace(".md", ".txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the text of " + name + ".", e);
        }
    }
}
