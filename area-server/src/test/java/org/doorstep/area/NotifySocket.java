package org.doorstep.area;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The service manager's end of `NOTIFY_SOCKET`: a real datagram socket of this machine. For one thread.
@SuppressWarnings("restricted")
final class NotifySocket implements AutoCloseable {
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MOST_BYTES = 4096;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    private static final MethodHandle SOCKET = call("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle BIND = call("bind", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT));
    private static final MethodHandle RECEIVE = call(
            "recv", FunctionDescriptor.of(ValueLayout.JAVA_LONG, INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, INT));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(INT, INT));

    private final int descriptor;
    private final List<String> heard = new ArrayList<>();

    NotifySocket(Path path) throws Throwable {
        descriptor = (int) SOCKET.invokeExact((int) AF_UNIX, SOCK_DGRAM, 0);
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(Short.BYTES + name.length + 1L);
            address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
            MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, name.length);
            int bound = (int) BIND.invokeExact(descriptor, address, (int) address.byteSize());
            if (bound != 0) {
                throw new IllegalStateException("No socket could be made at " + path + ".");
            }
        }
    }

    /// Everything that was said so far, in order.
    List<String> heard() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(MOST_BYTES);
            long length = receive(bytes);
            while (length > 0) {
                byte[] text = bytes.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
                heard.add(new String(text, StandardCharsets.UTF_8));
                length = receive(bytes);
            }
        }
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        try {
            int closed = (int) CLOSE.invokeExact(descriptor);
            if (closed != 0) {
                throw new IllegalStateException("The socket could not be closed.");
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private long receive(MemorySegment bytes) {
        try {
            return (long) RECEIVE.invokeExact(descriptor, bytes, (long) MOST_BYTES, MSG_DONTWAIT);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle call(String name, FunctionDescriptor form) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form);
    }
}
