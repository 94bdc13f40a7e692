package org.doorstep.firmware.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import org.doorstep.firmware.files.WholeFile;
import org.doorstep.firmware.settings.SettingsException;
import org.doorstep.relay.identity.EcKeys;
import org.doorstep.relay.identity.Holder;
import org.doorstep.relay.identity.Identity;
import org.doorstep.relay.identity.IdentityException;
import org.doorstep.relay.identity.Pem;
import org.doorstep.relay.identity.SigningRequest;

/// A folder with who somebody is, in files that every other program reads too (PEM), each for its
/// owner alone: `key.pem` (made here, never written over, never sent anywhere), `public.pem` (its
/// other half), `chain.pem` (the certificates, own first, without the authority's) and `root.pem`
/// (the authority's).
///
/// What cannot be read or written is a [KeyFileException] with a sentence that says what to do.
public final class IdentityFiles {
    public static final String KEY = "key.pem";
    public static final String CHAIN = "chain.pem";
    public static final String ROOT = "root.pem";

    /// Among the key's files, so that the key need not be opened to ask again.
    private static final String PUBLIC = "public.pem";

    private IdentityFiles() {}

    /// Throws [KeyFileException] if a file is missing or they do not belong together.
    public static Identity read(Path folder) {
        try {
            List<X509Certificate> chain = Pem.certificates(text(folder.resolve(CHAIN)));
            X509Certificate root = Pem.certificate(text(folder.resolve(ROOT)));
            return new Identity(Pem.privateKey(text(folder.resolve(KEY))), chain, root);
        } catch (IdentityException e) {
            throw new KeyFileException("The identity in " + folder + " cannot be used. " + e.getMessage(), e);
        }
    }

    /// The same, of the one whom the settings name. Throws [SettingsException] if it is somebody
    /// else's: the broker would turn it away again and again, and nobody would know why.
    public static Identity readAs(Path folder, Holder expected) {
        return readAs(folder, expected, "broker.identity");
    }

    /// The same where another key of the settings names it.
    public static Identity readAs(Path folder, Holder expected, String key) {
        Identity identity = read(folder);
        if (!identity.holder().equals(expected)) {
            throw new SettingsException(
                    folder.toString(),
                    List.of(new SettingsException.Mistake(
                            key,
                            "The certificate in " + folder + " is "
                                    + identity.holder().uri() + ", and not " + expected.uri() + ".",
                            "Name the folder that was made for this one, or have it enrolled under this name.")));
        }
        return identity;
    }

    /// The public half of the folder's key, which is made now if there is none. An interrupted
    /// making is begun again: `key.pem` is written last, and nobody has seen the public half before
    /// that.
    public static PublicKey key(Path folder, SecureRandom random) {
        Path key = folder.resolve(KEY);
        try {
            if (Files.notExists(key)) {
                KeyPair pair = EcKeys.random(random);
                WholeFile.replace(folder.resolve(PUBLIC), Pem.text(pair.getPublic()));
                WholeFile.create(key, Pem.text(pair.getPrivate()));
            }
            return pair(folder).getPublic();
        } catch (IOException e) {
            throw new KeyFileException("Could not make the key in " + folder + ": no right to write, or no room.", e);
        }
    }

    /// A device's request for its first certificate or its next, with the folder's key, which is
    /// made if there is none.
    public static String request(Path folder, Holder.Device device, SecureRandom random) {
        key(folder, random);
        return SigningRequest.make(device, pair(folder));
    }

    /// Puts the certificates where [#read] finds them, in the place of earlier ones; the key stays.
    /// Throws [KeyFileException], and changes nothing, if they were not made for the folder's key.
    public static void place(Path folder, List<X509Certificate> chain, X509Certificate root) {
        try {
            new Identity(Pem.privateKey(text(folder.resolve(KEY))), chain, root);
            WholeFile.replace(folder.resolve(ROOT), Pem.text(root));
            WholeFile.replace(folder.resolve(CHAIN), Pem.text(chain));
        } catch (IdentityException e) {
            throw new KeyFileException("This is no certificate for the key in " + folder + ". " + e.getMessage(), e);
        } catch (IOException e) {
            throw new KeyFileException("Could not write in " + folder + ": no right to, or no room.", e);
        }
    }

    private static KeyPair pair(Path folder) {
        try {
            PublicKey publicKey = Pem.publicKey(text(folder.resolve(PUBLIC)));
            PrivateKey key = Pem.privateKey(text(folder.resolve(KEY)));
            if (EcKeys.belong(key, publicKey)) {
                return new KeyPair(publicKey, key);
            }
        } catch (IdentityException e) {
            throw new KeyFileException("The key in " + folder + " cannot be read. " + e.getMessage(), e);
        }
        throw new KeyFileException(
                "The two halves of the key in " + folder + " do not belong together. Have the device enrolled anew.");
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new KeyFileException(file + " is not there.", e);
        } catch (IOException e) {
            throw new KeyFileException("Could not read " + file + ": no right to, or not a text.", e);
        }
    }
}
