package org.doorstep.provisioning.authority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.firmware.keys.IdentityFiles;
import org.doorstep.firmware.keys.IssuingFiles;
import org.doorstep.firmware.keys.KeyFileException;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Pem;
import org.doorstep.relay.identity.Serial;
import org.doorstep.relay.identity.SigningRequest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What `enrol` and `renew` share: a request goes in, and the certificate is laid beside it.
abstract sealed class Issuing implements Callable<Integer> permits EnrolCommand, RenewCommand {
    @Spec
    private CommandSpec spec;

    protected final SecureRandom random;
    private final InstantSource clock;

    @Parameters(
            paramLabel = "REQUEST",
            description = "The file that `doorstep request` made. The certificates are laid beside it.")
    private Path file;

    @Option(names = "--hub", paramLabel = "FOLDER", required = true, description = "The folder of its hub.")
    private Path hub;

    Issuing(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    abstract void requireRight(DeviceId asked, HubIdentity of);

    abstract List<X509Certificate> issue(HubIdentity of, IssuingFiles issuing, SigningRequest request, Instant now)
            throws IdentityException;

    @Override
    public Integer call() {
        HubIdentity of = HubIdentity.of(hub);
        IssuingFiles issuing = of.issuing();
        try {
            SigningRequest request = SigningRequest.read(text());
            DeviceId asked = request.device().source().device();
            requireRight(asked, of);
            List<X509Certificate> chain = issue(of, issuing, request, clock.instant());
            lay(chain, issuing);
            X509Certificate own = chain.getFirst();
            spec.commandLine()
                    .getOut()
                    .println(asked + " has certificate " + Serial.of(own) + " until "
                            + Said.day(own.getNotAfter().toInstant()) + ": " + IdentityFiles.CHAIN + " and "
                            + IdentityFiles.ROOT + ", beside the request.");
            return 0;
        } catch (IdentityException e) {
            throw mistake(e.getMessage());
        } catch (KeyFileException e) {
            throw new FolderException(e.getMessage(), e);
        }
    }

    ParameterException mistake(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private String text() {
        try {
            if (Files.size(file) > SigningRequest.MOST_CHARACTERS) {
                throw mistake(file + " is too long for a request. Make one with `doorstep request`.");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw mistake(file + " cannot be read as a request. Make one with `doorstep request`.");
        }
    }

    private void lay(List<X509Certificate> chain, IssuingFiles issuing) {
        Path root = file.resolveSibling(IdentityFiles.ROOT);
        try {
            WholeFile.replace(root, Pem.text(issuing.issuer().root()));
            WholeFile.replace(file.resolveSibling(IdentityFiles.CHAIN), Pem.text(chain));
        } catch (IOException e) {
            throw new FolderException(
                    "The certificate is made, but could not be written beside the request: no right to, or no room."
                            + " Make room, and give the command again.",
                    e);
        }
    }
}
