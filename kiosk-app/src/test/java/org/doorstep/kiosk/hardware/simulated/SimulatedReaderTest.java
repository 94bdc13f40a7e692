package org.doorstep.kiosk.hardware.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.doorstep.kiosk.hardware.Heard;
import org.doorstep.kiosk.hardware.PassReader;
import org.doorstep.kiosk.hardware.PassReaderTest;
import org.doorstep.kiosk.hardware.ReaderStatus;
import org.doorstep.kiosk.hardware.Reading;
import org.junit.jupiter.api.Test;

class SimulatedReaderTest extends PassReaderTest {
    private final SimulatedReader reader = new SimulatedReader(InstantSource.system());

    @Override
    protected Rig rig() {
        return new Rig() {
            @Override
            public PassReader reader() {
                return reader;
            }

            @Override
            public void plugIn() {
                reader.plugIn();
            }

            @Override
            public void unplug() {
                reader.unplug();
            }

            @Override
            public void show(int which) {
                assertThat(reader.present(expected(which))).isTrue();
            }

            @Override
            public Reading expected(int which) {
                return new Reading.Code("thing " + which);
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void unpluggedItTakesNothingAndSaysSo() {
        Heard heard = new Heard();
        reader.open(heard);
        heard.waitUntilWorking();
        reader.unplug();
        heard.waitUntilAway(ReaderStatus.Why.ABSENT);

        assertThat(reader.present(new Reading.Code("nothing"))).isFalse();
        assertThat(heard.readings()).isEmpty();
    }
}
