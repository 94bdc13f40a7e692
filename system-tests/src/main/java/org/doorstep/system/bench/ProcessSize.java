package org.doorstep.system.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// What Linux says of a running process.
record ProcessSize(double residentMegabytes, double cpuSeconds) {

    /// `VmRSS` of `/proc/PID/status` is in kB (proc(5)).
    static ProcessSize of(long pid) throws IOException {
        double kilobytes = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("The process has ended."));
        Duration cpu = ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
        return new ProcessSize(kilobytes / 1024, cpu.toMillis() / 1000.0);
    }
}
