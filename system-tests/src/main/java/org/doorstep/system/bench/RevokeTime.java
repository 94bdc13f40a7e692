package org.doorstep.system.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.doorstep.firmware.keys.MetricsToken;
import org.doorstep.system.program.Programs;
import org.doorstep.system.trial.Part;
import org.doorstep.system.trial.TrialHouse;

/// From the command that shuts a stolen kiosk out to the end of its standing connection, and to the first time that it
/// comes again and is refused.
final class RevokeTime implements Scenario {
    /// Of the issue: revoke to refusal, with the live session closed.
    private static final double MOST_SECONDS = 5;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Programs programs;

    RevokeTime(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "revoke";
    }

    @Override
    public List<Finding> run(Extent extent) throws Exception {
        int rounds = extent.counts().rounds();
        double[] closed = new double[rounds];
        double[] refused = new double[rounds];
        try (TrialHouse house = TrialHouse.make(
                        extent.folder().resolve("revoke"),
                        programs,
                        TrialHouse.Plan.simulated(TrialHouse.Broker.EMBEDDED));
                HttpClient client = HttpClient.newHttpClient()) {
            house.start(Part.HUB);
            String token = MetricsToken.in(house.folder(Part.HUB), extent.random("token"))
                    .value();
            HttpRequest metrics = HttpRequest.newBuilder(URI.create(house.url(Part.HUB) + "/metrics"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            for (int round = 0; round < rounds; round++) {
                String device = "stolen-%02d".formatted(round + 1);
                try (PacedLine line = new PacedLine(house, device, extent, extent.random(device))) {
                    line.drained(10);
                    long begun = System.nanoTime();
                    house.revoke(device);
                    Patience.until("its connection is closed", PATIENCE, () -> !line.connected());
                    closed[round] = (System.nanoTime() - begun) / 1e9;
                    Patience.until(
                            "it is refused", PATIENCE, () -> client.send(metrics, HttpResponse.BodyHandlers.ofString())
                                    .body()
                                    .lines()
                                    .anyMatch(row -> row.contains(device) && row.contains("REVOKED")));
                    refused[round] = (System.nanoTime() - begun) / 1e9;
                }
                extent.progress()
                        .say("  round %d of %d: closed after %.2f s".formatted(round + 1, rounds, closed[round]));
            }
        }
        return List.of(
                new Finding(
                        "revoke: given to the standing connection closed",
                        "s",
                        new Samples(closed),
                        new Limit.Under(MOST_SECONDS)),
                new Finding(
                        "revoke: given to refused when it comes again",
                        "s",
                        new Samples(refused),
                        new Limit.Under(MOST_SECONDS)));
    }
}
