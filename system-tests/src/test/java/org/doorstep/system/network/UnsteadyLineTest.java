package org.doorstep.system.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The line itself, with an echo at its far end.
class UnsteadyLineTest {
    private ServerSocket echo;
    private UnsteadyLine line;

    @BeforeEach
    void begin() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket caller = echo.accept();
                    Thread.ofVirtual().start(() -> answer(caller));
                } catch (IOException e) {
                    return;
                }
            }
        });
        line = UnsteadyLine.to(echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        line.close();
        echo.close();
    }

    @Test
    void aGoodLineCarriesBothWays() throws IOException {
        try (Socket caller = call()) {
            assertThat(echo(caller, 7)).isEqualTo(7);
            assertThat(line.carriedBytes()).isEqualTo(2);
        }
    }

    @Test
    void aCutLineBreaksWhatWasOpenAndTakesNothingNewUntilMended() throws IOException {
        try (Socket before = call()) {
            assertThat(echo(before, 1)).isEqualTo(1);
            line.cut();
            assertThat(endOf(before)).isTrue();
        }
        try (Socket during = call()) {
            assertThat(endOf(during)).isTrue();
        }
        line.mend();
        try (Socket after = call()) {
            assertThat(echo(after, 2)).isEqualTo(2);
        }
    }

    @Test
    void aDeafLineTakesEverythingAndSaysNothing() throws IOException {
        try (Socket caller = call()) {
            assertThat(echo(caller, 1)).isEqualTo(1);
            line.deafen();
            caller.setSoTimeout(300);
            assertThatThrownBy(() -> echo(caller, 2)).isInstanceOf(SocketTimeoutException.class);
            line.mend();
            assertThat(endOf(caller)).isTrue();
        }
    }

    @Test
    void aSlowLineTakesItsTime() throws IOException {
        line.slow(1_000, 50);
        try (Socket caller = call()) {
            long begun = System.nanoTime();
            assertThat(echo(caller, 1)).isEqualTo(1);
            assertThat(System.nanoTime() - begun).isGreaterThan(100_000_000L);
        }
    }

    private Socket call() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), line.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int echo(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        return socket.getInputStream().read();
    }

    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return !(e instanceof SocketTimeoutException);
        }
    }

    private static void answer(Socket caller) {
        try (caller) {
            for (int value = caller.getInputStream().read();
                    value >= 0;
                    value = caller.getInputStream().read()) {
                caller.getOutputStream().write(value);
            }
        } catch (IOException e) {
            // The caller is gone.
        }
    }
}
