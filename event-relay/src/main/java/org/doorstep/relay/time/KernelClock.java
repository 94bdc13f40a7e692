package org.doorstep.relay.time;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.doorstep.relay.contract.Moment;

/// The clocks of a 64-bit Linux kernel, read by the foreign-function interface. Safe for all threads.
///
/// The wall clock counts as `synced` exactly when the kernel says so (adjtimex(2): not STA_UNSYNC), whichever program
/// keeps it in step, and its bound is the kernel's own `maxerror`. Otherwise it is `restored` where something kept it
/// while the power was off (a clock chip, or a PC's firmware), and `unknown` on a board that has neither.
public final class KernelClock implements DeviceClock {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private static final Path CLOCK_CHIP = Path.of("/sys/class/rtc/rtc0");

    /// Only boards that are described to the kernel have this; a PC or a virtual machine starts with its host's time.
    private static final Path BOARD = Path.of("/sys/firmware/devicetree/base/model");

    /// linux/time.h
    private static final int CLOCK_BOOTTIME = 7;

    private static final long TIMESPEC_BYTES = 16;

    /// linux/timex.h on 64 bits: where `maxerror` (microseconds) and `status` stand, and room for the whole.
    private static final long TIMEX_BYTES = 208;

    private static final long TIMEX_MAXERROR = 24;
    private static final long TIMEX_STATUS = 40;
    private static final int STA_UNSYNC = 0x0040;

    private final InstantSource wall;
    private final String bootId;
    private final Moment.Clock unsynced;
    private final MethodHandle clockGettime;
    private final MethodHandle adjtimex;

    /// `wall` is the system's clock, as `Main` has it.
    public KernelClock(InstantSource wall) {
        this.wall = wall;
        try {
            this.bootId = Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read this boot's id from " + BOOT_ID + ".", e);
        }
        boolean kept = Files.exists(CLOCK_CHIP) || !Files.exists(BOARD);
        this.unsynced = kept ? Moment.Clock.RESTORED : Moment.Clock.UNKNOWN;
        this.clockGettime = function(
                "clock_gettime",
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        this.adjtimex = function("adjtimex", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    @Override
    public Instant instant() {
        return wall.instant();
    }

    @Override
    public Moment moment() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timex = arena.allocate(TIMEX_BYTES, Long.BYTES);
            boolean synced = (int) adjtimex.invokeExact(timex) >= 0
                    && (timex.get(ValueLayout.JAVA_INT, TIMEX_STATUS) & STA_UNSYNC) == 0;
            long boundMs = timex.get(ValueLayout.JAVA_LONG, TIMEX_MAXERROR) / 1_000 + 1;
            return synced
                    ? new Moment(
                            bootId, uptimeMs(arena), Moment.Clock.SYNCED, (int) Math.min(boundMs, Moment.UNBOUNDED))
                    : new Moment(bootId, uptimeMs(arena), unsynced, Moment.UNBOUNDED);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The kernel's clocks could not be read.", e);
        }
    }

    private long uptimeMs(Arena arena) throws Throwable {
        MemorySegment timespec = arena.allocate(TIMESPEC_BYTES, Long.BYTES);
        if ((int) clockGettime.invokeExact(CLOCK_BOOTTIME, timespec) != 0) {
            throw new IllegalStateException("The kernel has no CLOCK_BOOTTIME.");
        }
        return timespec.get(ValueLayout.JAVA_LONG, 0) * 1_000
                + timespec.get(ValueLayout.JAVA_LONG, Long.BYTES) / 1_000_000;
    }

    /// The program is started with `--enable-native-access`.
    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(() -> new IllegalStateException("The C library has no " + name + ".")),
                type);
    }
}
