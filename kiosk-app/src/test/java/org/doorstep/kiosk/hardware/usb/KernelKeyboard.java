package org.doorstep.kiosk.hardware.usb;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A keyboard that the kernel makes for us (linux/uinput.h): a true file under `/dev/input`, which can be grabbed
/// and pulled out.
@SuppressWarnings("restricted")
final class KernelKeyboard implements AutoCloseable {
    static final Path UINPUT = Path.of("/dev/uinput");

    private static final int WRITE_ONLY = 1;
    private static final long UI_DEV_CREATE = 0x5501;
    private static final long UI_DEV_DESTROY = 0x5502;
    private static final long UI_DEV_SETUP = 0x405c5503L;
    private static final long UI_SET_EVBIT = 0x40045564L;
    private static final long UI_SET_KEYBIT = 0x40045565L;
    private static final int SYSNAME_BYTES = 64;
    private static final long UI_GET_SYSNAME = 0x8000552cL | SYSNAME_BYTES << 16;
    private static final int SETUP_BYTES = 92;
    private static final short BUS_USB = 3;
    private static final int KEYS = 128;

    private static final MethodHandle WRITE = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("write"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

    private final int uinput;
    private final Path device;

    KernelKeyboard() throws IOException {
        LibC.Result opened = LibC.open(UINPUT.toString(), WRITE_ONLY);
        must("open " + UINPUT, opened);
        uinput = opened.value();
        must("say that it has keys", LibC.ioctl(uinput, UI_SET_EVBIT, InputEvent.KEY));
        for (int key = 1; key < KEYS; key++) {
            must("say that it has a key", LibC.ioctl(uinput, UI_SET_KEYBIT, key));
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment setup = arena.allocate(SETUP_BYTES);
            ByteBuffer fields = setup.asByteBuffer().order(ByteOrder.nativeOrder());
            fields.putShort(BUS_USB).putShort((short) 1).putShort((short) 1).putShort((short) 1);
            fields.put("Doorstep test reader".getBytes(StandardCharsets.US_ASCII));
            must("describe it", LibC.ioctl(uinput, UI_DEV_SETUP, setup.address()));
            must("make it", LibC.ioctl(uinput, UI_DEV_CREATE, 0));
            MemorySegment name = arena.allocate(SYSNAME_BYTES);
            must("name it", LibC.ioctl(uinput, UI_GET_SYSNAME, name.address()));
            device = eventFile(Path.of("/sys/devices/virtual/input", name.getString(0)));
        }
    }

    /// `/dev/input/eventN`.
    Path device() {
        return device;
    }

    void write(byte[] events) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(events.length, Long.BYTES);
            MemorySegment.copy(events, 0, segment, ValueLayout.JAVA_BYTE, 0, events.length);
            if ((long) WRITE.invokeExact(uinput, segment, (long) events.length) != events.length) {
                throw new IOException("Could not type.");
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    /// Pulls it out.
    @Override
    public void close() {
        LibC.ioctl(uinput, UI_DEV_DESTROY, 0);
        LibC.close(uinput);
    }

    private static Path eventFile(Path keyboard) throws IOException {
        try (Stream<Path> entries = Files.list(keyboard)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(entry -> entry.startsWith("event"))
                    .map(entry -> Path.of("/dev/input", entry))
                    .findAny()
                    .orElseThrow();
        }
    }

    private static void must(String what, LibC.Result result) throws IOException {
        if (result.failed()) {
            throw new IOException("Could not " + what + ": errno " + result.errno() + ".");
        }
    }
}
