package org.doorstep.relay.joining;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Pattern;
import org.doorstep.relay.identity.SigningRequest;

/// What a new device asks at the hub's door (`POST /door/v1/join`): a certificate for the key that
/// it made (`certificateRequest`, PEM, under the claim's [ClaimName#placeholder]), with the public
/// half of the key by which it signs what is carried from it (`id:base64url`), and its proof that
/// it was shown the code. Nothing in it is secret.
public record JoinRequest(
        @JsonProperty(required = true) ClaimName claim,
        @JsonProperty(required = true) String certificateRequest,
        @JsonProperty(required = true) String carryKey,
        @JsonProperty(required = true) String proof) {

    private static final Pattern CARRY_KEY = Pattern.compile("[0-9a-f]{4}:[A-Za-z0-9_-]{43}");
    static final Pattern PROOF = Pattern.compile("[A-Za-z0-9_-]{43}");

    public JoinRequest {
        if (claim == null
                || certificateRequest == null
                || certificateRequest.length() > SigningRequest.MOST_CHARACTERS
                || carryKey == null
                || !CARRY_KEY.matcher(carryKey).matches()
                || proof == null
                || !PROOF.matcher(proof).matches()) {
            throw new IllegalArgumentException("This is not what a device asks to join.");
        }
    }

    public static JoinRequest make(CodeProof proof, ClaimName claim, String certificateRequest, String carryKey) {
        return new JoinRequest(claim, certificateRequest, carryKey, proof.ofDevice(certificateRequest, carryKey));
    }
}
