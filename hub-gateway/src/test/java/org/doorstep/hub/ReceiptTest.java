package org.doorstep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.doorstep.hub.web.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody who left comes with their receipt and asks whether it was done.
class ReceiptTest {
    @TempDir
    Path folder;

    private TestHub hub;
    private TestHub.Browser volunteer;

    @BeforeEach
    void open() {
        hub = new TestHub(folder);
        volunteer = hub.signedIn(Role.VOLUNTEER_DESK);
        hub.database.write(
                handle -> handle.execute(
                        "INSERT INTO erasure (receipt, asked_at, at, done_at) VALUES ('7K3M9QAZ', 1, 1, 2), ('00000001', 1, 1, NULL)"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void whoeverIsAtTheDeskCanSayWhetherItWasDoneHoweverItIsWritten() {
        assertThat(ask(" 7k3m-9qaz ").body()).contains("7K3M 9QAZ: it was done");
        assertThat(ask("OOOO OOOI").body())
                .contains("0000 0001: they are forgotten here")
                .doesNotContain("it was done");
    }

    @Test
    void aReceiptThatThisHubHasNotHeardOfIsSaidSoAndNoReceiptIsAMistake() {
        assertThat(ask("ZZZZ ZZZZ").body()).contains("ZZZZ ZZZZ: this hub has not heard of that");
        HttpResponse<String> mistake = ask("my name is Zebedee Featherstone");
        assertThat(mistake.statusCode()).isEqualTo(422);
        assertThat(mistake.body()).contains("eight letters and digits").doesNotContain("Featherstone");
    }

    @Test
    void whoReadsFiguresOnlyIsNotAsked() {
        assertThat(hub.signedIn(Role.READ_ONLY)
                        .postFrom("/", "/kept/receipt", Map.of("receipt", "7K3M9QAZ"))
                        .statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> ask(String receipt) {
        return volunteer.postFrom("/kept", "/kept/receipt", Map.of("receipt", receipt));
    }
}
