package org.doorstep.area.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.doorstep.area.TrialArea;
import org.doorstep.area.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That the login's tables and sentences work on whichever database; the login itself is tested in its own module.
abstract class SignInContract {
    @TempDir
    Path folder;

    private TrialArea area;

    abstract Store open(Path folder);

    @BeforeEach
    void openArea() throws IOException {
        area = new TrialArea(folder, open(folder));
    }

    @AfterEach
    void closeArea() {
        area.close();
    }

    @Test
    void theFirstLinkMakesAnAccountThatSignsInAndWrongGuessesWait() {
        String link = area.firstSignIn();
        assertThat(post(link, "name=ama&password=a+short+sentence+works").status())
                .isEqualTo(303);
        assertThat(post(link, "name=bo&password=a+short+sentence+works").status())
                .isEqualTo(410);

        assertThat(post(area.url() + "/sign-in", "name=Ama&password=a+short+sentence+works")
                        .status())
                .isEqualTo(303);
        for (int i = 0; i < 5; i++) {
            assertThat(post(area.url() + "/sign-in", "name=ama&password=no").status())
                    .isEqualTo(401);
        }
        assertThat(post(area.url() + "/sign-in", "name=ama&password=a+short+sentence+works")
                        .status())
                .isEqualTo(429);
    }

    private TrialArea.Answer post(String url, String form) {
        return area.ask(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }
}
