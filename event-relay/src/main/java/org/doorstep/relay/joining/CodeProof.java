package org.doorstep.relay.joining;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Proves a code to the other side without saying it, bound to the key that TLS showed: K =
/// Argon2id (RFC 9106) of the code's secret, with the claim's name and the key's fingerprint as
/// salt; proofs are HMAC-SHA256 under K over everything that was asked and answered.
///
/// A man in the middle shows another key, so what he relays was made with another K and proves
/// nothing. To find the secret from what he saw, he must try 2^40 codes, each through Argon2id,
/// before the claim has ended.
///
/// Making one takes 19 MiB and a noticeable moment (docs/decisions/0054 has the figures): once a
/// claim at the hub, once a try at the device. Immutable; safe for all threads.
public final class CodeProof {
    /// OWASP's second choice for Argon2id (19 MiB, two passes, one lane): a kiosk's whole heap is
    /// 48 MB.
    static final int MEMORY_KIB = 19 * 1024;

    static final int PASSES = 2;

    private static final int KEY_BYTES = 32;
    private static final String SALT = "doorstep-joining-v1";
    private static final String HMAC = "HmacSHA256";

    private final ClaimName claim;
    private final Fingerprint seen;
    private final SecretKeySpec key;

    /// `seen`: the key that the hub's server shows, as seen by this side.
    public CodeProof(JoiningCode code, Fingerprint seen) {
        this.claim = code.claim();
        this.seen = seen;
        this.key = new SecretKeySpec(stretched(code, seen), HMAC);
    }

    /// The device's, over what it asks.
    String ofDevice(String certificateRequest, String carryKey) {
        return text(mac("device", asked(certificateRequest, carryKey)));
    }

    /// Whether whoever asks so knows the code, and saw the key that this side sees.
    public boolean isOfDevice(JoinRequest request) {
        return claim.equals(request.claim())
                && same(ofDevice(request.certificateRequest(), request.carryKey()), request.proof());
    }

    /// The hub's, over what was asked and what it answers.
    String ofHub(JoinRequest request, String chain, String root, Map<String, String> settings) {
        Mac mac = mac("hub", asked(request.certificateRequest(), request.carryKey()));
        add(mac, request.proof());
        add(mac, chain);
        add(mac, root);
        new TreeMap<>(settings).forEach((name, value) -> {
            add(mac, name);
            add(mac, value);
        });
        return text(mac);
    }

    /// Whether whoever answers so knows the code, and shows the key that this side sees.
    public boolean isOfHub(JoinRequest request, JoinAnswer answer) {
        return same(ofHub(request, answer.chain(), answer.root(), answer.settings()), answer.proof());
    }

    private String[] asked(String certificateRequest, String carryKey) {
        return new String[] {claim.value(), seen.text(), certificateRequest, carryKey};
    }

    private Mac mac(String side, String... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            add(mac, side);
            for (String part : parts) {
                add(mac, part);
            }
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256; this one says it has not.", e);
        }
    }

    /// With its length before it, so that no two lists of parts are the same bytes.
    private static void add(Mac mac, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        mac.update(bytes);
    }

    private static String text(Mac mac) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    }

    private static boolean same(String expected, String shown) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] stretched(JoiningCode code, Fingerprint seen) {
        byte[] label = (SALT + code.claim()).getBytes(StandardCharsets.UTF_8);
        byte[] print = seen.bytes();
        byte[] salt = ByteBuffer.allocate(label.length + print.length)
                .put(label)
                .put(print)
                .array();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        byte[] stretched = new byte[KEY_BYTES];
        generator.generateBytes(code.secret().getBytes(StandardCharsets.US_ASCII), stretched);
        return stretched;
    }

    /// Says which claim, never the key.
    @Override
    public String toString() {
        return "proof of " + claim;
    }
}
