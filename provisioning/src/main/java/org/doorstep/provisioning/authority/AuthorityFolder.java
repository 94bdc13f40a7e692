package org.doorstep.provisioning.authority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import org.doorstep.firmware.keys.RecoverySheet;
import org.doorstep.provisioning.folder.Folder;
import org.doorstep.provisioning.folder.FolderException;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Pem;
import org.doorstep.relay.identity.Root;
import org.doorstep.relay.identity.SealedKey;

/// The folder of an authority: its certificate, for all to have, and its key, which only the
/// recovery sheet opens.
final class AuthorityFolder {
    private static final String CERTIFICATE = "root.pem";
    private static final String KEY = "root-key.pem";

    private final Folder folder;

    private AuthorityFolder(Folder folder) {
        this.folder = folder;
    }

    static AuthorityFolder made(Path path) {
        Folder folder = Folder.made(path, "authority", "init");
        if (!Files.exists(folder.file(KEY))) {
            throw new FolderException(path + " is no authority's folder. Make one with `doorstep authority init`.");
        }
        return new AuthorityFolder(folder);
    }

    /// What an interrupted command left is made anew: nobody has its sheet.
    static X509Certificate make(Path path, String name, RecoverySheet sheet, Instant now, SecureRandom random) {
        Folder folder = Folder.begin(path);
        KeyPair pair = EcKeys.random(random);
        X509Certificate certificate = Root.certificate(name, pair, now, random);
        folder.writeAnew(CERTIFICATE, Pem.text(certificate));
        folder.writeAnew(KEY, SealedKey.seal(pair.getPrivate(), sheet.text(), random));
        folder.finish(Map.of("authority.name", name, "sheet.mark", sheet.key().id()));
        return certificate;
    }

    String mark() {
        return folder.settings().get("sheet.mark");
    }

    X509Certificate certificate() {
        try {
            return Pem.certificate(Files.readString(folder.file(CERTIFICATE)));
        } catch (IOException | IdentityException e) {
            throw new FolderException("Could not read the authority in " + folder.path() + ".", e);
        }
    }

    /// Throws [IdentityException] if the sheet is another's.
    Root open(RecoverySheet sheet) throws IdentityException {
        try {
            return new Root(SealedKey.open(Files.readString(folder.file(KEY)), sheet.text()), certificate());
        } catch (IOException e) {
            throw new FolderException("Could not read the authority in " + folder.path() + ".", e);
        }
    }
}
