package org.doorstep.provisioning.enrol;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/// What a kiosk is told of its own hardware, whether it belongs to a hub already or not.
final class OwnHardware {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8402",
            description = "Of its screen. ${DEFAULT-VALUE} if not given.")
    private int port;

    @Option(
            names = "--card-reader",
            paramLabel = "READER",
            defaultValue = "none",
            description = "none, simulated, hid:PATH or serial:PATH. ${DEFAULT-VALUE} if not given.")
    private String cardReader;

    @Option(
            names = "--qr-reader",
            paramLabel = "READER",
            defaultValue = "none",
            description = "none, simulated, hid:PATH or camera:COMMAND. ${DEFAULT-VALUE} if not given.")
    private String qrReader;

    @Option(
            names = "--simulated-passes",
            paramLabel = "FILE",
            description = "A list of invented residents for the simulated readers' page.")
    private Path simulatedPasses;

    void putScreen(Map<String, String> settings) {
        settings.put("screen.bind", "127.0.0.1");
        settings.put("screen.port", Integer.toString(port));
    }

    void putReaders(Map<String, String> settings) {
        settings.put("reader.card", cardReader);
        settings.put("reader.qr", qrReader);
        if (simulatedPasses != null) {
            settings.put(
                    "simulated.passes-file", simulatedPasses.toAbsolutePath().toString());
        }
    }
}
