package org.doorstep.relay.joining;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.doorstep.relay.identity.Pem;

/// What the hub answers to a device that joins: its certificates (PEM, own first), the authority's,
/// what it must be told (`hub.id`, `device.id`, `device.name`, `device.profile`, `hub.zone`,
/// `broker.host`, `broker.port`, `pass.keys`, `sealing.key`), and the hub's proof that it knows the
/// code too. Nothing in it is secret.
public record JoinAnswer(
        @JsonProperty(required = true) String chain,
        @JsonProperty(required = true) String root,
        @JsonProperty(required = true) SortedMap<String, String> settings,
        @JsonProperty(required = true) String proof) {

    /// A dozen lines; a settings file of more was not written by a hub.
    private static final int MOST_SETTINGS = 40;

    private static final int MOST_CHARACTERS = 2_000;

    public JoinAnswer {
        if (chain == null
                || chain.length() > Pem.MOST_CHARACTERS
                || root == null
                || root.length() > Pem.MOST_CHARACTERS
                || settings == null
                || settings.size() > MOST_SETTINGS
                || settings.entrySet().stream().anyMatch(JoinAnswer::isOdd)
                || proof == null
                || !JoinRequest.PROOF.matcher(proof).matches()) {
            throw new IllegalArgumentException("This is not what a hub answers to a device that joins.");
        }
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    public static JoinAnswer make(
            CodeProof proof, JoinRequest request, String chain, String root, Map<String, String> settings) {
        return new JoinAnswer(chain, root, new TreeMap<>(settings), proof.ofHub(request, chain, root, settings));
    }

    /// One that would begin another line in the file that it is written to.
    private static boolean isOdd(Map.Entry<String, String> setting) {
        String value = setting.getValue();
        return !setting.getKey().matches("[a-z0-9.-]{1,60}")
                || value == null
                || value.length() > MOST_CHARACTERS
                || value.chars().anyMatch(Character::isISOControl);
    }
}
