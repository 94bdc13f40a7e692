package org.doorstep.relay.supervision;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// One datagram to a Unix socket, by three calls of the C library: Java has streams to Unix sockets, and no
/// datagrams. Numbers are those of Linux.
@SuppressWarnings("restricted")
final class UnixDatagram {
    static final short AF_UNIX = 1;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_CLOEXEC = 0x80000;

    /// A full or deaf socket must not hold the program up.
    private static final int MSG_DONTWAIT = 0x40;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    static final MethodHandle SOCKET = call("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle SEND_TO =
            call("sendto", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, INT, ValueLayout.ADDRESS, INT));
    static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(INT, INT));

    private UnixDatagram() {}

    /// Whether it was sent. A name that begins with @ is in the abstract namespace.
    static boolean send(String socket, byte[] text) {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = (int) SOCKET.invokeExact((int) AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
            if (descriptor < 0) {
                return false;
            }
            MemorySegment address = address(arena, socket);
            MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, text);
            long sent = (long) SEND_TO.invokeExact(
                    descriptor, bytes, (long) text.length, MSG_DONTWAIT, address, (int) address.byteSize());
            int ignored = (int) CLOSE.invokeExact(descriptor);
            return sent == text.length;
        } catch (Throwable e) {
            throw new IllegalStateException("A call into the C library failed in a way it cannot.", e);
        }
    }

    /// `struct sockaddr_un`, as long as its path.
    static MemorySegment address(Arena arena, String socket) {
        byte[] path = socket.getBytes(StandardCharsets.UTF_8);
        boolean named = path.length > 0 && path[0] != '@';
        MemorySegment address = arena.allocate(Short.BYTES + path.length + (named ? 1 : 0));
        address.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
        MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, path.length);
        if (!named && path.length > 0) {
            address.set(ValueLayout.JAVA_BYTE, Short.BYTES, (byte) 0);
        }
        return address;
    }

    static MethodHandle call(String name, FunctionDescriptor form) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form);
    }
}
