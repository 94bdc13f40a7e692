package org.doorstep.relay.supervision;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Metrics as Prometheus reads them: its text form, version 0.0.4 (Prometheus, "Exposition formats"). For one
/// thread.
///
/// The form is a page long and this is all of it that Doorstep needs; a client library with its registry would
/// be a megabyte on a kiosk that has 48 of them. What is counted stays where it is counted.
public final class MetricsText {
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /// A family's lines stand together, whatever order they were given in.
    private final Map<String, StringBuilder> families = new LinkedHashMap<>();

    /// What may go up and down.
    public MetricsText gauge(String name, String help, double value) {
        return gauge(name, help, Map.of(), value);
    }

    public MetricsText gauge(String name, String help, Map<String, String> labels, double value) {
        return add("gauge", name, help, labels, value);
    }

    /// What only rises, until the next start. Its name ends in `_total`.
    public MetricsText counter(String name, String help, double value) {
        return counter(name, help, Map.of(), value);
    }

    public MetricsText counter(String name, String help, Map<String, String> labels, double value) {
        return add("counter", name, help, labels, value);
    }

    @Override
    public String toString() {
        return families.values().stream().map(StringBuilder::toString).collect(Collectors.joining());
    }

    private MetricsText add(String type, String name, String help, Map<String, String> labels, double value) {
        if (!name.matches("doorstep_[a-z_]+") || name.endsWith("_total") != type.equals("counter")) {
            throw new IllegalArgumentException("Not a metric's name: " + name);
        }
        StringBuilder family = families.computeIfAbsent(name, fresh -> new StringBuilder()
                .append("# HELP ")
                .append(fresh)
                .append(' ')
                .append(help)
                .append("\n# TYPE ")
                .append(fresh)
                .append(' ')
                .append(type)
                .append('\n'));
        family.append(name);
        if (!labels.isEmpty()) {
            family.append(labels.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
                    .collect(Collectors.joining(",", "{", "}")));
        }
        family.append(' ').append(number(value)).append('\n');
        return this;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.6f", value);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
