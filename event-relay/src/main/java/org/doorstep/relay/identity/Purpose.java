package org.doorstep.relay.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/// What a certificate may be used for. No certificate of ours is for two things, so that a stolen
/// kiosk cannot pass itself off as a hub.
enum Purpose {
    CALLS(List.of(KeyPurposeId.id_kp_clientAuth)),
    ANSWERS(List.of(KeyPurposeId.id_kp_serverAuth)),
    SIGNS(List.of());

    private final List<KeyPurposeId> extended;

    Purpose(List<KeyPurposeId> extended) {
        this.extended = extended;
    }

    KeyPurposeId[] extended() {
        return extended.toArray(KeyPurposeId[]::new);
    }

    boolean isOf(X509Certificate certificate) {
        try {
            List<String> found = certificate.getExtendedKeyUsage();
            List<String> wanted = extended.stream().map(KeyPurposeId::getId).toList();
            boolean authority = certificate.getBasicConstraints() >= 0;
            return (found == null ? List.of() : found).equals(wanted) && authority == (this == SIGNS);
        } catch (CertificateParsingException e) {
            return false;
        }
    }
}
