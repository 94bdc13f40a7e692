package org.doorstep.relay.contract.talk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import org.doorstep.relay.contract.passes.PassKeys;

/// The hub's word on which key to seal with, signed (Ed25519, RFC 8032) for whoever asked with one
/// that it has no more. It belongs to one question: what a hub said once cannot be played to a
/// device again when that key is an old one.
public final class SealingWord {
    private static final String PURPOSE = "doorstep-sealing-key-v1";

    private SealingWord() {}

    public static Reply.SealingKey sign(String key, Request.Private question, String by, PrivateKey signing) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(signing);
            signature.update(said(key, question));
            return new Reply.SealingKey(
                    key, by, Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot sign with Ed25519.", e);
        }
    }

    /// Whether the hub whose passes are checked with these keys has said so, to this question.
    public static boolean isOf(PassKeys keys, Request.Private question, Reply.SealingKey word) {
        Optional<PublicKey> signer = keys.find(word.by());
        if (signer.isEmpty()) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(signer.get());
            signature.update(said(word.key(), question));
            return signature.verify(Base64.getUrlDecoder().decode(word.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /// No part can hold a line end, so no two that differ are written alike.
    private static byte[] said(String key, Request.Private question) {
        return (PURPOSE + "\n" + question.sealed() + "\n" + question.key() + "\n" + key)
                .getBytes(StandardCharsets.UTF_8);
    }
}
