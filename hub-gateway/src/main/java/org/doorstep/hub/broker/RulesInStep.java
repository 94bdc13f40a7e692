package org.doorstep.hub.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.firmware.render.MosquittoRules;
import org.doorstep.hub.enrolment.EnrolledDevices;
import org.doorstep.relay.contract.HubId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the rules of a Mosquitto in step with who is enrolled and not shut out, and has it read them, and the list of
/// those shut out, again by the command that the hub's settings name: a new kiosk is let in, and a stolen one neither
/// comes in nor is heard, without anybody doing anything at the broker.
///
/// For the one thread that looks; [#inForce] for all.
public final class RulesInStep {
    /// A signal is given in milliseconds; a service manager may take its time.
    private static final long RELOADED_WITHIN_SECONDS = 10;

    /// After a command that failed, in looks: a broker that is being put right for an hour is not asked each second.
    private static final int LOOKS_BETWEEN_TRIES = 15;

    private static final Logger LOG = LoggerFactory.getLogger(RulesInStep.class);

    private final HubId hub;
    private final EnrolledDevices devices;
    private final Path rules;
    private final Path revoked;
    private final List<String> reload;
    /// What Mosquitto was told to read last; of what it read before this hub began, nothing is known.
    private Told told = new Told("", FileTime.fromMillis(0));
    private int looksToWait;
    private volatile boolean inForce = true;

    private record Told(String rules, FileTime revoked) {}

    /// `rules`: Mosquitto's `acl_file`. `identity`: the hub's folder with `issuing/revoked.crl`. `reload`: the command,
    /// and what it is given.
    public RulesInStep(HubId hub, EnrolledDevices devices, Path rules, Path identity, List<String> reload) {
        this.hub = hub;
        this.devices = devices;
        this.rules = rules;
        this.revoked = identity.resolve("issuing").resolve("revoked.crl");
        this.reload = List.copyOf(reload);
    }

    /// Whether Mosquitto was told of everything that there is; false while the file cannot be written or the command
    /// fails, and a person is needed.
    public boolean inForce() {
        return inForce;
    }

    /// To be called each second.
    public void look() {
        if (looksToWait > 0) {
            looksToWait--;
            return;
        }
        Told now = new Told(
                MosquittoRules.of(
                        hub,
                        EmbeddedBroker.GATEWAY,
                        devices.all().stream()
                                .map(EnrolledDevices.Device::id)
                                .filter(devices::admits)
                                .toList()),
                changed(revoked));
        if (now.equals(told)) {
            return;
        }
        if (write(now.rules) && reload()) {
            told = now;
            inForce = true;
            LOG.info("Mosquitto was told to read its rules and the list of those shut out again.");
        } else {
            looksToWait = LOOKS_BETWEEN_TRIES;
            inForce = false;
        }
    }

    private boolean write(String text) {
        try {
            if (!text.equals(there())) {
                WholeFile.replace(rules, text);
            }
            return true;
        } catch (IOException e) {
            failed("its rules could not be written to " + rules + ": no right to, or no room.");
            return false;
        }
    }

    private String there() throws IOException {
        try {
            return Files.readString(rules);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private boolean reload() {
        try {
            Process process = new ProcessBuilder(reload)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(RELOADED_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                failed("the command of broker.reload did not come to its end.");
                return false;
            }
            if (process.exitValue() != 0) {
                failed("the command of broker.reload ended with " + process.exitValue() + ".");
                return false;
            }
            return true;
        } catch (IOException e) {
            failed("the command of broker.reload could not be started.");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Once, and again when it had been in force meanwhile.
    private void failed(String why) {
        if (inForce) {
            LOG.error("Mosquitto does not follow who is let in, {} Tried again.", why);
        }
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
