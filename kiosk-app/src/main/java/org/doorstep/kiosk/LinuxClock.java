package org.doorstep.kiosk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.doorstep.relay.contract.Moment;
import org.doorstep.relay.time.DeviceClock;

/// The clocks of a 64-bit Linux kernel: the wall clock, CLOCK_BOOTTIME with the boot id, and what the kernel's own
/// clock discipline says of the wall clock (`adjtimex`, as every NTP client reports to it). Safe for all threads.
///
/// A board without a clock chip that nothing has set yet has no idea of the time, and says so. A PC keeps its time in
/// its firmware: that is believed as far as any clock that was once set.
final class LinuxClock implements DeviceClock {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path CLOCK_CHIP = Path.of("/sys/class/rtc/rtc0");
    private static final Path BOARD = Path.of("/sys/firmware/devicetree/base/model");

    private static final int CLOCK_BOOTTIME = 7;

    /// `struct timex` of 64-bit Linux: what is read of it, and its size with room.
    private static final long TIMEX_BYTES = 256;

    private static final long MAXERROR_AT = 24;
    private static final long STATUS_AT = 40;
    private static final int STA_UNSYNC = 0x40;

    private final String bootId;
    private final boolean keepsTime;
    private final MethodHandle clockGettime;
    private final MethodHandle adjtimex;

    @SuppressWarnings("restricted")
    LinuxClock() throws IOException {
        bootId = Files.readString(BOOT_ID).strip();
        keepsTime = Files.exists(CLOCK_CHIP) || !Files.exists(BOARD);
        Linker linker = Linker.nativeLinker();
        clockGettime = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("clock_gettime"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        adjtimex = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("adjtimex"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public Moment moment() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(16, 8);
            int failed = (int) clockGettime.invokeExact(CLOCK_BOOTTIME, time);
            if (failed != 0) {
                throw new IllegalStateException("The kernel has no CLOCK_BOOTTIME.");
            }
            long uptimeMs = time.get(ValueLayout.JAVA_LONG, 0) * 1000 + time.get(ValueLayout.JAVA_LONG, 8) / 1_000_000;

            MemorySegment timex = arena.allocate(TIMEX_BYTES, 8);
            int answered = (int) adjtimex.invokeExact(timex);
            boolean synced = answered >= 0 && (timex.get(ValueLayout.JAVA_INT, STATUS_AT) & STA_UNSYNC) == 0;
            if (synced) {
                long boundMs = timex.get(ValueLayout.JAVA_LONG, MAXERROR_AT) / 1000 + 1;
                return new Moment(bootId, uptimeMs, Moment.Clock.SYNCED, Math.clamp(boundMs, 1, Moment.UNBOUNDED));
            }
            return new Moment(
                    bootId, uptimeMs, keepsTime ? Moment.Clock.RESTORED : Moment.Clock.UNKNOWN, Moment.UNBOUNDED);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The kernel's clocks could not be read.", e);
        }
    }
}
