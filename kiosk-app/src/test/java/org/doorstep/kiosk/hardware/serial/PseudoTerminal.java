package org.doorstep.kiosk.hardware.serial;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// The kernel's pair of a serial line's two ends (posix_openpt(3)): what is written here comes out of [#device].
@SuppressWarnings("restricted")
final class PseudoTerminal implements AutoCloseable {
    private static final int READ_WRITE_NO_CONTROL = 2 | 0x100;
    private static final int MOST_NAME_BYTES = 64;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final MethodHandle OPEN = call("posix_openpt", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle GRANT = call("grantpt", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle UNLOCK = call("unlockpt", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle NAME =
            call("ptsname_r", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, LONG));
    private static final MethodHandle WRITE =
            call("write", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(INT, INT));

    private final int master;

    PseudoTerminal() throws IOException {
        try {
            master = (int) OPEN.invokeExact(READ_WRITE_NO_CONTROL);
            must("open a pseudo-terminal", master >= 0);
            must("grant a pseudo-terminal", (int) GRANT.invokeExact(master) == 0);
            must("unlock a pseudo-terminal", (int) UNLOCK.invokeExact(master) == 0);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// `/dev/pts/N`.
    Path device() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(MOST_NAME_BYTES);
            must("name a pseudo-terminal", (int) NAME.invokeExact(master, name, (long) MOST_NAME_BYTES) == 0);
            return Path.of(name.getString(0));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    void write(byte[] bytes) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(bytes.length);
            MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, bytes.length);
            must("write", (long) WRITE.invokeExact(master, segment, (long) bytes.length) == bytes.length);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// Hangs up: the other end reads an error, as when a USB adapter is pulled out.
    @Override
    public void close() throws IOException {
        try {
            must("close a pseudo-terminal", (int) CLOSE.invokeExact(master) == 0);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static void must(String what, boolean done) throws IOException {
        if (!done) {
            throw new IOException("Could not " + what + ".");
        }
    }

    private static IOException failed(Throwable e) {
        return e instanceof IOException io ? io : new IOException(e);
    }

    private static MethodHandle call(String name, FunctionDescriptor form) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form);
    }
}
