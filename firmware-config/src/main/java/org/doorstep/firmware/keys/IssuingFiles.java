package org.doorstep.firmware.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Issuer;
import org.doorstep.relay.identity.Pem;
import org.doorstep.relay.identity.Register;
import org.doorstep.relay.identity.RevokedList;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.identity.SigningRequest;

/// A hub's issuing key, what it has issued and whom it has shut out, as files of one folder: an
/// identity ([IdentityFiles]), `anchor.pem` (for a broker that is told whom to trust),
/// `revoked.crl` and `issued/SERIAL.pem`.
///
/// The hub and the command line may use it at the same time: whatever changes it holds its lock. A
/// certificate is written down before it is handed out. Safe for all threads; one object of it in a
/// program.
public final class IssuingFiles {
    public static final String ANCHOR = "anchor.pem";
    public static final String REVOKED = "revoked.crl";

    private static final String ISSUED = "issued";
    private static final String LOCK = ".lock";

    private final Path folder;
    private final Issuer issuer;

    /// Throws [KeyFileException] if there is no issuing key in it, or it cannot be read.
    public IssuingFiles(Path folder) {
        this.folder = folder;
        Identity identity = IdentityFiles.read(folder);
        try {
            this.issuer = new Issuer(identity);
        } catch (IdentityException e) {
            throw new KeyFileException("The identity in " + folder + " is not for issuing. " + e.getMessage(), e);
        }
    }

    /// What must be there beside the identity before anything is issued; what is there stays. Throws
    /// [KeyFileException] if the list of those shut out was lost, and
    /// [IdentityException] if by this clock the issuing key's days have not begun or are over.
    public synchronized void begin(Instant now, SecureRandom random) throws IdentityException {
        try {
            Files.createDirectories(
                    folder.resolve(ISSUED),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            if (Files.notExists(folder.resolve(LOCK))) {
                WholeFile.create(folder.resolve(LOCK), "");
            }
            if (Files.notExists(folder.resolve(ANCHOR))) {
                WholeFile.create(folder.resolve(ANCHOR), Pem.text(issuer.anchor(random)));
            }
            if (Files.notExists(folder.resolve(REVOKED))) {
                // An empty list would let in again whom the lost one named.
                if (!issued().isEmpty()) {
                    throw missing();
                }
                WholeFile.create(folder.resolve(REVOKED), issuer.sign(RevokedList.EMPTY, now));
            }
        } catch (IOException e) {
            throw couldNotWrite(e);
        }
    }

    public Issuer issuer() {
        return issuer;
    }

    public Register register(Instant now) {
        return Register.of(issued(), revoked(), now);
    }

    /// Throws [KeyFileException] if the list is missing or not this hub's: then nobody may be let
    /// in by it.
    public RevokedList revoked() {
        if (Files.notExists(folder.resolve(REVOKED))) {
            throw missing();
        }
        try {
            return RevokedList.read(IdentityFiles.text(folder.resolve(REVOKED)), issuer.certificate());
        } catch (IdentityException e) {
            throw new KeyFileException(
                    "The list of those shut out, " + folder.resolve(REVOKED) + ", cannot be used: " + e.getMessage()
                            + " " + RevokedList.REMEDY,
                    e);
        }
    }

    /// A device's first certificate, with the one that leads up to the authority. Throws
    /// [IdentityException], saying what to do, if it may not have one.
    public synchronized List<X509Certificate> enrol(SigningRequest request, Instant now, SecureRandom random)
            throws IdentityException {
        try (FileChannel channel = lockFile();
                FileLock _ = channel.lock()) {
            register(now).requireMayEnrol(request);
            return issue(request, now, random);
        } catch (IOException e) {
            throw couldNotWrite(e);
        }
    }

    /// A device's next certificate, for the key that it has.
    public synchronized List<X509Certificate> renew(SigningRequest request, Instant now, SecureRandom random)
            throws IdentityException {
        try (FileChannel channel = lockFile();
                FileLock _ = channel.lock()) {
            register(now).requireMayRenew(request);
            return issue(request, now, random);
        } catch (IOException e) {
            throw couldNotWrite(e);
        }
    }

    /// What came of shutting somebody out: the certificates that are on the list by it, or were already,
    /// and the list as it is now.
    public record ShutOut(List<Serial> serials, RevokedList list) {
        public ShutOut {
            serials = List.copyOf(serials);
        }
    }

    /// Shuts this device out, for ever: all it was ever given, and all that its keys were. Throws
    /// [IdentityException] if it has nothing that is not shut out already, or if by this clock the
    /// issuing key's days have not begun or are over.
    public synchronized ShutOut revoke(DeviceId device, Instant now) throws IdentityException {
        return revoke(register -> register.toShutOut(device), now);
    }

    /// As [#revoke(DeviceId, Instant)]; empty if it has nothing that is not shut out already, as when a command was
    /// interrupted and is given again, or the device never had a certificate.
    public synchronized Optional<ShutOut> revokeWhatIsLeft(DeviceId device, Instant now) throws IdentityException {
        return revokeWhatIsLeft(device, key -> false, now);
    }

    /// The same without what was given to the keys that are `spared`: a successor's, that is not
    /// let in yet.
    public synchronized Optional<ShutOut> revokeWhatIsLeft(DeviceId device, Predicate<PublicKey> spared, Instant now)
            throws IdentityException {
        try {
            return Optional.of(revoke(
                    register -> new Register(register.entries().stream()
                                    .filter(entry ->
                                            !spared.test(entry.certificate().getPublicKey()))
                                    .toList())
                            .toShutOut(device),
                    now));
        } catch (IdentityException e) {
            if (e.reason() == IdentityException.Reason.REVOKED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Shuts out whoever has the key of this certificate, for ever: all that this key was ever given,
    /// since who has it can show any of them. Throws [IdentityException] if this hub never issued it,
    /// or if by this clock the issuing key's days have not begun or are over.
    public synchronized ShutOut revoke(Serial serial, Instant now) throws IdentityException {
        return revoke(register -> register.toShutOut(serial), now);
    }

    private interface Choosing {
        List<Serial> of(Register register) throws IdentityException;
    }

    private ShutOut revoke(Choosing choosing, Instant now) throws IdentityException {
        try (FileChannel channel = lockFile();
                FileLock _ = channel.lock()) {
            RevokedList list = revoked();
            List<Serial> serials = choosing.of(Register.of(issued(), list, now));
            for (Serial each : serials) {
                list = list.contains(each) ? list : list.with(each, now);
            }
            WholeFile.replace(folder.resolve(REVOKED), issuer.sign(list, now));
            return new ShutOut(serials, list);
        } catch (IOException e) {
            throw couldNotWrite(e);
        }
    }

    private List<X509Certificate> issue(SigningRequest request, Instant now, SecureRandom random)
            throws IdentityException, IOException {
        X509Certificate made = issuer.device(request, now, random);
        Path file = folder.resolve(ISSUED).resolve(Serial.of(made) + ".pem");
        WholeFile.create(file, Pem.text(made));
        return List.of(made, issuer.certificate());
    }

    private List<X509Certificate> issued() {
        List<X509Certificate> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve(ISSUED))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".pem")).toList()) {
                all.add(Pem.certificate(IdentityFiles.text(file)));
            }
        } catch (IOException | IdentityException e) {
            throw new KeyFileException("What was issued, in " + folder.resolve(ISSUED) + ", cannot be read.", e);
        }
        return all;
    }

    private FileChannel lockFile() throws IOException {
        return FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
    }

    private KeyFileException missing() {
        return new KeyFileException(
                "The list of those shut out, " + folder.resolve(REVOKED) + ", is not there. " + RevokedList.REMEDY);
    }

    private KeyFileException couldNotWrite(IOException e) {
        return new KeyFileException("Could not write in " + folder + ": no right to, or no room.", e);
    }
}
