package org.doorstep.kiosk.hardware.usb;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The five calls of the C library that reading an input device takes: `open`, `ioctl`, `poll`, `read`, `close`, by
/// the foreign-function API. Java's own files cannot do the second. Numbers are those of 64-bit Linux on x86 and
/// ARM.
@SuppressWarnings("restricted")
final class LibC {
    static final int READ_ONLY = 0;
    static final int NON_BLOCKING = 0x800;
    static final int CLOSE_ON_EXEC = 0x80000;

    /// `_IOW('E', 0x90, int)` of linux/input.h.
    static final long EVIOCGRAB = 0x40044590L;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int ENODEV = 19;
    static final int ENOTDIR = 20;
    static final int EINVAL = 22;
    static final int ENOTTY = 25;

    private static final short POLLIN = 1;

    private static final StructLayout POLL_FD = MemoryLayout.structLayout(
            ValueLayout.JAVA_INT.withName("fd"),
            ValueLayout.JAVA_SHORT.withName("events"),
            ValueLayout.JAVA_SHORT.withName("revents"));

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_OF_STATE = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN =
            call("open", FunctionDescriptor.of(INT, POINTER, INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle IOCTL =
            call("ioctl", FunctionDescriptor.of(INT, INT, LONG, LONG), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle POLL = call("poll", FunctionDescriptor.of(INT, POINTER, LONG, INT));
    private static final MethodHandle READ = call("read", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
    private static final MethodHandle CLOSE = call("close", FunctionDescriptor.of(INT, INT));

    private LibC() {}

    /// What a call returned; `errno` means something only if it failed.
    record Result(int value, int errno) {
        boolean failed() {
            return value < 0;
        }
    }

    static Result open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result((int) OPEN.invokeExact(state, arena.allocateFrom(path), flags), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static Result ioctl(int descriptor, long request, long argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result((int) IOCTL.invokeExact(state, descriptor, request, argument), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Value 0: nothing in that time. Value 1: a read will not wait, be it for bytes, an end or an error.
    static Result pollForReading(int descriptor, int waitMillis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment poll = arena.allocate(POLL_FD);
            poll.set(INT, 0, descriptor);
            poll.set(ValueLayout.JAVA_SHORT, Integer.BYTES, POLLIN);
            return result((int) POLL.invokeExact(state, poll, 1L, waitMillis), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static Result read(int descriptor, MemorySegment into, long bytes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return result((int) (long) READ.invokeExact(state, descriptor, into, bytes), state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    static void close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            int ignored = (int) CLOSE.invokeExact(arena.allocate(STATE), descriptor);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static Result result(int value, MemorySegment state) {
        return new Result(value, (int) ERRNO_OF_STATE.get(state, 0L));
    }

    private static MethodHandle call(String name, FunctionDescriptor form, Linker.Option... options) {
        Linker.Option[] all = new Linker.Option[options.length + 1];
        all[0] = ERRNO;
        System.arraycopy(options, 0, all, 1, options.length);
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), form, all);
    }

    /// A handle that is called with what it was made for throws nothing of its own.
    private static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("A call into the C library failed in a way it cannot.", e);
    }
}
