package org.doorstep.relay.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.doorstep.relay.identity.IdentityException.Reason;

/// A device's request for a certificate (PKCS #10, RFC 2986): its name and the public half of a key
/// that never leaves it, signed with that key. One that was read has been checked: the name is of
/// the strict alphabet, the key of our kind, and whoever made the request had the key.
public record SigningRequest(Holder.Device device, PublicKey key) {

    /// A request is under 1,000 characters; a longer text is not looked at.
    public static final int MOST_CHARACTERS = 4_000;

    /// As text (PEM). It holds nothing secret.
    public static String make(Holder.Device device, KeyPair pair) {
        try {
            JcaPKCS10CertificationRequestBuilder request =
                    new JcaPKCS10CertificationRequestBuilder(CertificateForm.subject(device), pair.getPublic());
            GeneralNames names = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, device.uri()));
            request.addAttribute(
                    PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                    new Extensions(new Extension(Extension.subjectAlternativeName, false, names.getEncoded())));
            return Pem.text(
                    Pem.REQUEST,
                    request.build(new JcaContentSignerBuilder(EcKeys.SIGNATURE).build(pair.getPrivate()))
                            .getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("A request of this form can be made of any P-256 key.", e);
        }
    }

    public static SigningRequest read(String text) throws IdentityException {
        if (text.length() > MOST_CHARACTERS) {
            throw new IdentityException(Reason.UNREADABLE, "It is longer than a request is.");
        }
        byte[] content = Pem.only(Pem.REQUEST, text);
        try {
            JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(content);
            PublicKey key = request.getPublicKey();
            EcKeys.require(key);
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new IdentityException(Reason.PROOF, "The request was altered, or made without the key.");
            }
            return new SigningRequest(device(request), key);
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | ArrayIndexOutOfBoundsException e) {
            throw new IdentityException(Reason.UNREADABLE, "The request cannot be read.", e);
        }
    }

    private static Holder.Device device(JcaPKCS10CertificationRequest request) throws IdentityException {
        Attribute[] asked = request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest);
        if (asked.length != 1 || asked[0].getAttrValues().size() != 1) {
            throw new IdentityException(Reason.NAME, "The request does not say whose it is.");
        }
        Extensions extensions = Extensions.getInstance(asked[0].getAttrValues().getObjectAt(0));
        GeneralNames names = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        if (extensions.getExtensionOIDs().length != 1 || names == null || names.getNames().length != 1) {
            throw new IdentityException(Reason.NAME, "The request asks for more than one name, or for none.");
        }
        GeneralName name = names.getNames()[0];
        ASN1Encodable value = name.getName();
        if (name.getTagNo() != GeneralName.uniformResourceIdentifier
                || !(Holder.parse(value.toString()) instanceof Holder.Device device)) {
            throw new IdentityException(Reason.NAME, "The request is not a device's.");
        }
        if (!CertificateForm.sameNames(request.getSubject(), device)) {
            throw new IdentityException(Reason.NAME, "The names in the request are not all the same name.");
        }
        return device;
    }
}
