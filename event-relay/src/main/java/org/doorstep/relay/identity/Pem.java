package org.doorstep.relay.identity;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.doorstep.relay.identity.IdentityException.Reason;

/// Keys and certificates as text (RFC 7468), the form that every other program reads too.
public final class Pem {
    /// A chain of three and a list of a thousand revoked serials are below it; more is not read.
    public static final int MOST_CHARACTERS = 200_000;

    static final String REQUEST = "CERTIFICATE REQUEST";
    static final String LIST = "X509 CRL";

    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PUBLIC_KEY = "PUBLIC KEY";
    private static final String KEY = "PRIVATE KEY";
    private static final int LINE = 64;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----\\s([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private Pem() {}

    public static String text(X509Certificate certificate) {
        try {
            return text(CERTIFICATE, certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read can be written.", e);
        }
    }

    /// One after the other, the holder's own first.
    public static String text(List<X509Certificate> chain) {
        StringBuilder text = new StringBuilder();
        chain.forEach(certificate -> text.append(text(certificate)));
        return text.toString();
    }

    /// Not encrypted (PKCS#8): for a file that its owner alone can read, and nowhere else.
    public static String text(PrivateKey key) {
        return text(KEY, key.getEncoded());
    }

    static String text(String kind, byte[] content) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
    }

    public static List<X509Certificate> certificates(String text) throws IdentityException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] content : contents(CERTIFICATE, text)) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(content)));
            }
        } catch (GeneralSecurityException e) {
            throw new IdentityException(Reason.UNREADABLE, "A certificate in it cannot be read.", e);
        }
        return List.copyOf(certificates);
    }

    public static X509Certificate certificate(String text) throws IdentityException {
        List<X509Certificate> all = certificates(text);
        if (all.size() != 1) {
            throw new IdentityException(Reason.UNREADABLE, "There is not just one certificate in it.");
        }
        return all.getFirst();
    }

    /// The exception says nothing of the key.
    public static PrivateKey privateKey(String text) throws IdentityException {
        try {
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(only(KEY, text)));
            EcKeys.require(key);
            return key;
        } catch (GeneralSecurityException e) {
            throw new IdentityException(Reason.UNREADABLE, "The key in it cannot be read.");
        }
    }

    public static String text(PublicKey key) {
        return text(PUBLIC_KEY, key.getEncoded());
    }

    public static PublicKey publicKey(String text) throws IdentityException {
        try {
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(only(PUBLIC_KEY, text)));
            EcKeys.require(key);
            return key;
        } catch (GeneralSecurityException e) {
            throw new IdentityException(Reason.UNREADABLE, "The public key in it cannot be read.", e);
        }
    }

    static X509CRL list(String text) throws IdentityException {
        try {
            return (X509CRL)
                    CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(only(LIST, text)));
        } catch (GeneralSecurityException e) {
            throw new IdentityException(Reason.UNREADABLE, "The list in it cannot be read.", e);
        }
    }

    static byte[] only(String kind, String text) throws IdentityException {
        return contents(kind, text).getFirst();
    }

    private static List<byte[]> contents(String kind, String text) throws IdentityException {
        if (text.length() > MOST_CHARACTERS) {
            throw new IdentityException(Reason.UNREADABLE, "It is longer than anything of ours.");
        }
        List<byte[]> contents = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        try {
            while (block.find()) {
                if (block.group(1).equals(kind)) {
                    contents.add(Base64.getDecoder().decode(block.group(2).replaceAll("\\s", "")));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IdentityException(Reason.UNREADABLE, "It is not whole, or was altered.");
        }
        if (contents.isEmpty()) {
            throw new IdentityException(Reason.UNREADABLE, "There is no " + kind.toLowerCase(Locale.ROOT) + " in it.");
        }
        return contents;
    }
}
