package org.doorstep.relay.identity;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.doorstep.relay.contract.DeviceId;
import org.doorstep.relay.identity.IdentityException.Reason;

/// What one hub has issued and whom it has shut out, and by that, who may have a certificate. A
/// picture of one moment: it decides, and whoever asks must write down what came of it before the
/// next is made. Immutable.
public record Register(List<Entry> entries) {

    public enum State {
        CURRENT,
        /// A later one of the same device is current.
        REPLACED,
        /// Its days are over; it can still ask for the next.
        ENDED,
        /// Its days are over for longer than [Trust#RENEWABLE].
        OVER,
        REVOKED
    }

    public record Entry(Holder.Device device, X509Certificate certificate, State state) {
        public Serial serial() {
            return Serial.of(certificate);
        }

        public Instant until() {
            return certificate.getNotAfter().toInstant();
        }

        private boolean isOf(DeviceId id) {
            return device.source().device().equals(id);
        }

        private boolean hasKeyOf(SigningRequest request) {
            return certificate.getPublicKey().equals(request.key());
        }
    }

    public Register {
        entries = List.copyOf(entries);
    }

    /// `issued` in any order; certificates that are no device's are left out.
    public static Register of(List<X509Certificate> issued, RevokedList revoked, Instant now) {
        List<Entry> entries = new ArrayList<>();
        List<X509Certificate> latestFirst = issued.stream()
                .sorted(Comparator.comparing(X509Certificate::getNotAfter).reversed())
                .toList();
        for (X509Certificate certificate : latestFirst) {
            try {
                if (Holder.of(certificate) instanceof Holder.Device device) {
                    entries.add(new Entry(device, certificate, state(device, certificate, entries, revoked, now)));
                }
            } catch (IdentityException e) {
                throw new IllegalStateException("Among what was issued is a certificate that was not issued here.", e);
            }
        }
        entries.sort(Comparator.comparing(entry -> entry.device().uri()));
        return new Register(entries);
    }

    private static State state(
            Holder.Device device, X509Certificate certificate, List<Entry> later, RevokedList revoked, Instant now) {
        if (revoked.contains(Serial.of(certificate))) {
            return State.REVOKED;
        }
        boolean replaced =
                later.stream().anyMatch(entry -> entry.device().equals(device) && entry.state() != State.REVOKED);
        Instant until = certificate.getNotAfter().toInstant();
        if (replaced) {
            return State.REPLACED;
        }
        if (!now.isAfter(until)) {
            return State.CURRENT;
        }
        return now.isAfter(until.plus(Trust.RENEWABLE)) ? State.OVER : State.ENDED;
    }

    /// Throws [IdentityException], saying what to do, if this device may not be given its first
    /// certificate: another key has its name, or this key was shut out. The same key asking again
    /// is the same device.
    public void requireMayEnrol(SigningRequest request) throws IdentityException {
        requireNotShutOut(request);
        String name = request.device().commonName();
        for (Entry entry : of(request)) {
            boolean held = entry.state() == State.CURRENT || entry.state() == State.ENDED;
            if (held && !entry.hasKeyOf(request)) {
                throw new IdentityException(
                        Reason.PROOF,
                        name + " has certificate " + entry.serial()
                                + " already, with another key. If this one takes its" + " place, revoke " + name
                                + " first.");
            }
        }
    }

    /// Throws [IdentityException], saying what to do, if this device may not be given its next
    /// certificate.
    public void requireMayRenew(SigningRequest request) throws IdentityException {
        requireNotShutOut(request);
        String name = request.device().commonName();
        Entry last = of(request).stream()
                .filter(entry -> entry.state() != State.REPLACED && entry.state() != State.REVOKED)
                .findFirst()
                .orElseThrow(() ->
                        new IdentityException(Reason.PROOF, name + " has no certificate of this hub yet. Enrol it."));
        if (!last.hasKeyOf(request)) {
            throw new IdentityException(
                    Reason.PROOF,
                    "The request is made with another key than " + name + " has. If it is a new device, revoke " + name
                            + " and enrol this one.");
        }
        if (last.state() == State.OVER) {
            throw new IdentityException(
                    Reason.EXPIRED,
                    "The certificate of " + name + " ended more than a year ago. Revoke it, and enrol the device anew"
                            + " with a new key.");
        }
    }

    /// What must be on the list for this device to be shut out: all it was given, and all that was
    /// given to its keys under any name. Throws [IdentityException] if all of it is there already.
    public List<Serial> toShutOut(DeviceId id) throws IdentityException {
        List<Entry> its = entries.stream().filter(entry -> entry.isOf(id)).toList();
        List<Serial> living = withKeysOf(its).stream()
                .filter(entry -> entry.state() != State.REVOKED)
                .map(Entry::serial)
                .toList();
        if (living.isEmpty()) {
            throw new IdentityException(
                    Reason.REVOKED,
                    id + " has no certificate that is not shut out already. `doorstep inventory` shows who has.");
        }
        return living;
    }

    /// What must be on the list for whoever has the key of this certificate to be shut out: all that
    /// this key was given. Throws [IdentityException] if it was not issued here.
    public List<Serial> toShutOut(Serial serial) throws IdentityException {
        List<Entry> it =
                entries.stream().filter(entry -> entry.serial().equals(serial)).toList();
        if (it.isEmpty()) {
            throw new IdentityException(
                    Reason.PROOF, "This hub never issued " + serial + ". `doorstep inventory` shows what it did.");
        }
        return withKeysOf(it).stream().map(Entry::serial).toList();
    }

    private List<Entry> withKeysOf(List<Entry> some) {
        Set<PublicKey> keys =
                some.stream().map(entry -> entry.certificate().getPublicKey()).collect(Collectors.toSet());
        return entries.stream()
                .filter(entry -> keys.contains(entry.certificate().getPublicKey()))
                .toList();
    }

    private void requireNotShutOut(SigningRequest request) throws IdentityException {
        for (Entry entry : entries) {
            if (entry.state() == State.REVOKED && entry.hasKeyOf(request)) {
                throw new IdentityException(
                        Reason.REVOKED,
                        "This key was shut out, and is given no certificate again. Delete the device's folder identity,"
                                + " have it make a new key, and enrol it with that.");
            }
        }
    }

    private List<Entry> of(SigningRequest request) {
        return entries.stream()
                .filter(entry -> entry.device().equals(request.device()))
                .toList();
    }
}
