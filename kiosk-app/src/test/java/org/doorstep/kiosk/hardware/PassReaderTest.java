package org.doorstep.kiosk.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every reader does, simulated or real, whatever it reads.
public abstract class PassReaderTest {

    /// One reader, and the hands that plug it in and show it things.
    protected interface Rig extends AutoCloseable {
        PassReader reader();

        void plugIn() throws Exception;

        void unplug() throws Exception;

        /// Shows the first or second of two different things.
        void show(int which) throws Exception;

        /// What the reader makes of it.
        Reading expected(int which);

        /// What the reader calls it when the thing is pulled out.
        default ReaderStatus.Why unplugged() {
            return ReaderStatus.Why.ABSENT;
        }

        @Override
        void close() throws IOException;
    }

    protected abstract Rig rig() throws Exception;

    private Rig rig;
    private final Heard heard = new Heard();

    @BeforeEach
    void setUp() throws Exception {
        rig = rig();
    }

    @AfterEach
    void putAway() throws Exception {
        rig.reader().close();
        rig.close();
    }

    @Test
    void beforeItIsOpenedItIsAway() {
        assertThat(rig.reader().status()).isInstanceOfSatisfying(ReaderStatus.Away.class, away -> assertThat(away.why())
                .isEqualTo(ReaderStatus.Why.NOT_YET_OPEN));
    }

    @Test
    void itSaysThatItWorksAndThenWhatItReads() throws Exception {
        rig.plugIn();
        rig.reader().open(heard);
        heard.waitUntilWorking();
        rig.show(1);
        heard.waitForReadings(rig.expected(1));
        rig.show(2);

        heard.waitForReadings(rig.expected(1), rig.expected(2));
        assertThat(rig.reader().status()).isInstanceOf(ReaderStatus.Working.class);
    }

    @Test
    void pulledOutIsNoticedAndPluggedInAgainIsFound() throws Exception {
        rig.plugIn();
        rig.reader().open(heard);
        heard.waitUntilWorking();
        for (int round = 0; round < 2; round++) {
            rig.unplug();
            heard.waitUntilAway(rig.unplugged());
            assertThat(rig.reader().status()).isInstanceOf(ReaderStatus.Away.class);
            rig.plugIn();
            heard.waitUntilWorking();
        }
        rig.show(2);

        heard.waitForReadings(rig.expected(2));
    }

    @Test
    void absentAtTheStartIsFoundWhenItIsPluggedIn() throws Exception {
        rig.plugIn();
        rig.unplug();
        rig.reader().open(heard);
        if (!(rig.reader().status() instanceof ReaderStatus.Working)) {
            heard.waitUntilAway(ReaderStatus.Why.ABSENT);
        }
        rig.plugIn();
        heard.waitUntilWorking();
        rig.show(1);

        heard.waitForReadings(rig.expected(1));
    }

    @Test
    void theListenerHearsOneThingAtATimeOnTheReadersOwnThread() throws Exception {
        rig.plugIn();
        rig.reader().open(heard);
        heard.waitUntilWorking();
        rig.show(1);
        heard.waitForReadings(rig.expected(1));

        assertThat(heard.threads()).hasSize(1).doesNotContain(Thread.currentThread());
    }

    @Test
    void closedItStopsItsThreadAndSaysNothingMore() throws Exception {
        rig.plugIn();
        rig.reader().open(heard);
        heard.waitUntilWorking();
        Thread readers = heard.threads().iterator().next();

        rig.reader().close();

        assertThat(readers.isAlive()).isFalse();
        assertThat(heard.readings()).isEmpty();
    }

    @Test
    void aListenerMayCloseIt() throws Exception {
        rig.plugIn();
        ReaderListener closing = new ReaderListener() {
            @Override
            public void read(Reading reading) {
                heard.read(reading);
                rig.reader().close();
            }

            @Override
            public void changed(ReaderStatus status) {
                heard.changed(status);
            }
        };
        rig.reader().open(closing);
        heard.waitUntilWorking();
        Thread readers = heard.threads().iterator().next();
        rig.show(1);
        heard.waitForReadings(rig.expected(1));

        await().until(() -> !readers.isAlive());
    }

    @Test
    void aListenerThatFailsDoesNotStopIt() throws Exception {
        rig.plugIn();
        ReaderListener failing = new ReaderListener() {
            @Override
            public void read(Reading reading) {
                heard.read(reading);
                throw new IllegalStateException("The disk is full.");
            }

            @Override
            public void changed(ReaderStatus status) {
                heard.changed(status);
                throw new IllegalStateException("The page is gone.");
            }
        };
        rig.reader().open(failing);
        heard.waitUntilWorking();
        rig.show(1);
        heard.waitForReadings(rig.expected(1));
        rig.show(2);

        heard.waitForReadings(rig.expected(1), rig.expected(2));
    }

    @Test
    void itIsOpenedOnce() throws Exception {
        rig.plugIn();
        rig.reader().open(heard);

        assertThatThrownBy(() -> rig.reader().open(heard)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingOneThatWasNeverOpenedIsNothing() {
        rig.reader().close();
        rig.reader().close();

        assertThatThrownBy(() -> rig.reader().open(heard)).isInstanceOf(IllegalStateException.class);
    }
}
