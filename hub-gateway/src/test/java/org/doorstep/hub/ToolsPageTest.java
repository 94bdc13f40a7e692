package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.doorstep.hub.RoomsInTheHub.ANNS_SYMBOL;
import static org.doorstep.hub.RoomsInTheHub.STRIMMER;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.doorstep.hub.booking.units.Catalogue;
import org.doorstep.hub.paper.LabelSheet;
import org.doorstep.hub.web.Role;
import org.doorstep.hub.web.Words;
import org.doorstep.relay.contract.bookings.UnitLabel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tools out and back, and what must be shown first, as people who work here see to it.
class ToolsPageTest {
    @TempDir
    Path folder;

    private TestHub hub;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        new RoomsInTheHub(hub);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void theDeskHandsSomethingOutAndTakesItBackBroken() {
        TestHub.Browser desk = hub.signedIn(Role.VOLUNTEER_DESK);
        HttpResponse<String> given = desk.postFrom(
                "/tools", "/tools/said", Map.of("what", "TAKEN", "label", STRIMMER, "symbol", ANNS_SYMBOL));
        assertThat(given.statusCode()).isEqualTo(303);
        assertThat(desk.get("/tools").body())
                .contains(ANNS_SYMBOL, "Due Wednesday 25 November, 22:00")
                .doesNotContain("Every tool is on its shelf.");

        desk.postFrom("/tools", "/tools/said", Map.of("what", "BROUGHT_BROKEN", "label", STRIMMER));

        assertThat(desk.get("/tools").body())
                .contains("Every tool is on its shelf.", "Not safe: nobody is given it until it is mended.");
        assertThat(unsafe()).isTrue();

        desk.postFrom("/tools", "/tools/said", Map.of("what", "MENDED", "label", STRIMMER, "note", "new line"));
        assertThat(unsafe()).isFalse();
    }

    @Test
    void aGroupIsHandedThingsToo() {
        TestHub.Browser desk = hub.signedIn(Role.VOLUNTEER_DESK);
        desk.postFrom("/tools", "/tools/said", Map.of("what", "TAKEN", "label", STRIMMER, "party", "901"));
        assertThat(desk.get("/tools").body()).contains("<bdi class=\"symbol\">Evening choir</bdi>");
    }

    @Test
    void whoIsNobodyIsHandedNothing() {
        TestHub.Browser desk = hub.signedIn(Role.VOLUNTEER_DESK);
        HttpResponse<String> given =
                desk.postFrom("/tools", "/tools/said", Map.of("what", "TAKEN", "label", STRIMMER, "symbol", "ZZZZZ"));
        assertThat(given.statusCode()).isEqualTo(422);
        assertThat(given.body()).contains("Nobody has those five letters.");
        assertThat(desk.postFrom("/tools", "/tools/said", Map.of("what", "MENDED", "label", "N0TH1NG"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void eachToolWithoutALabelGetsOneThatAKioskReadsAndTheSheetHasAll() {
        hub.database.write(handle -> {
            handle.execute("INSERT INTO unit (id, name) VALUES (903, 'Ladder')");
            handle.execute(
                    "INSERT INTO bookable (id, kind, title, takes, step_minutes, shortest_minutes, longest_minutes,"
                            + " ahead_days, who) VALUES ('ladder', 'tool', 'Ladder', 'all', 30, 30, 480, 60, 'anybody')");
            return handle.execute("INSERT INTO bookable_unit (bookable, unit) VALUES ('ladder', 903)");
        });
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        assertThat(manager.get("/tools").body()).contains("One tool has no label yet.");

        HttpResponse<String> sheet = manager.postFrom("/tools", "/tools/labels", Map.of());

        assertThat(sheet.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/pdf");
        assertThat(sheet.body()).startsWith("%PDF");
        String label = hub.database.read(Catalogue::read).allUnits().stream()
                .filter(unit -> unit.name().equals("Ladder"))
                .findFirst()
                .orElseThrow()
                .label();
        assertThat(UnitLabel.inCode("DSU:" + label)).contains(new UnitLabel(label));
        assertThat(manager.get("/tools").body()).contains("Every tool has a label.", label);
    }

    @Test
    void aSheetSaysWhatToDoBesideEachCode() throws IOException {
        byte[] pdf = new LabelSheet(new Words(java.util.Locale.UK, TestHub.ZONE), "Millbrook Fold")
                .draw(java.util.Collections.nCopies(25, new LabelSheet.Label("DSU:7K3M9Q", "7K3M9Q", "Strimmer 2")));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Strimmer 2", "7K3M9Q", "Millbrook Fold", "kiosk");
        }
    }

    @Test
    void whatMustBeShownFirstIsKeptAndSaidOfEachWhoWasShown() {
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        HttpResponse<String> wrong = manager.postFrom(
                "/inductions", "/inductions", Map.of("id", "Strimming!", "title", "Strimming", "months", "12"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        manager.postFrom(
                "/inductions",
                "/inductions",
                Map.of("id", "strimming", "title", "Strimming safely", "months", "12", "buddy", "1"));

        TestHub.Browser leader = hub.signedIn(Role.SESSION_LEADER);
        HttpResponse<String> shown = leader.postFrom(
                "/inductions", "/inductions/shown", Map.of("induction", "strimming", "symbol", ANNS_SYMBOL));

        assertThat(shown.statusCode()).isEqualTo(303);
        assertThat(leader.get("/inductions").body())
                .contains("Strimming safely", ANNS_SYMBOL + ", until 24 November 2027", "It holds for 12 months.");
        assertThat(leader.postFrom(
                                "/inductions", "/inductions/shown", Map.of("induction", "strimming", "symbol", "ZZZZZ"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aToolThatIsDueToBeLookedOverStandsWhereHandsAreNeeded() {
        TestHub.Browser manager = hub.signedIn(Role.MANAGER);
        manager.postFrom("/tools", "/tools/plan", Map.of("bookable", "strimmer", "uses", "1", "months", ""));
        manager.postFrom("/tools", "/tools/said", Map.of("what", "TAKEN", "label", STRIMMER, "party", "901"));
        manager.postFrom("/tools", "/tools/said", Map.of("what", "BROUGHT_FINE", "label", STRIMMER));
        assertThat(manager.get("/tools").body()).contains("It is time to look it over.");
        hub.forward(java.time.Duration.ofMinutes(1));
        manager.postFrom("/tools", "/tools/said", Map.of("what", "LOOKED_OVER", "label", STRIMMER));
        assertThat(manager.get("/tools").body()).doesNotContain("It is time to look it over.");
    }

    private boolean unsafe() {
        return hub.database
                .read(Catalogue::read)
                .unitWithLabel(STRIMMER)
                .orElseThrow()
                .unsafe();
    }
}
