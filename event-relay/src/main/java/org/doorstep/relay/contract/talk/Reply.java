package org.doorstep.relay.contract.talk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.LocalDate;
import java.util.List;
import org.doorstep.relay.contract.Lane;
import org.doorstep.relay.contract.Required;
import org.doorstep.relay.contract.StoreId;
import org.doorstep.relay.contract.Text;
import org.doorstep.relay.contract.bookings.Lease;
import org.doorstep.relay.contract.passes.PassKeys;

/// The hub's answer to a [Request], on the caller's own `reply` topic, never retained.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(Reply.Hello.class),
    @JsonSubTypes.Type(Reply.Leased.class),
    @JsonSubTypes.Type(Reply.TokenKey.class),
    @JsonSubTypes.Type(Reply.Blanks.class),
    @JsonSubTypes.Type(Reply.Time.class),
    @JsonSubTypes.Type(Reply.Private.class),
    @JsonSubTypes.Type(Reply.Proof.class),
    @JsonSubTypes.Type(Reply.Refused.class),
    @JsonSubTypes.Type(Reply.SealingKey.class)
})
public sealed interface Reply {

    /// `twin`: another device runs with this one's identity and keeps the name; this one is to
    /// stand back.
    @JsonTypeName("hello")
    record Hello(
            String incarnation,
            List<Mark> marks,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean twin) implements Reply {
        public Hello {
            marks = List.copyOf(marks);
        }

        public Hello(String incarnation, List<Mark> marks) {
            this(incarnation, marks, false);
        }
    }

    /// How far the hub has this store and lane, the chain there, and the hub's own chain at the
    /// tail that the device named ("" if it has no row there): what tells an old card or a twin
    /// from a device that is only behind.
    record Mark(StoreId store, Lane lane, long through, String chain, String chainAtTail) {}

    /// Every lease that the asker has from now on; one that it had and is not among them, it has no
    /// more. What the asker's rows up to `through` gave away is taken out of them already.
    @JsonTypeName("lease")
    record Leased(List<Lease> leases, long through) implements Reply {
        public Leased {
            leases = List.copyOf(leases);
            if (leases.size() > Request.Lease.MOST) {
                throw new IllegalArgumentException("A device has at most " + Request.Lease.MOST + " leases.");
            }
        }
    }

    /// The key as base64url of 32 bytes.
    @JsonTypeName("token-key")
    record TokenKey(int version, String key) implements Reply {}

    /// Signed pass codes, each ready to be a QR.
    @JsonTypeName("blanks")
    record Blanks(List<String> codes) implements Reply {
        public Blanks {
            codes = List.copyOf(codes);
        }
    }

    /// The hub's time while it answered, and how far it is to be believed.
    @JsonTypeName("time")
    record Time(HubTime now) implements Reply {
        public Time {
            Required.all(now);
        }
    }

    /// A [PrivateReply], sealed to the key that the question named, as base64url.
    @JsonTypeName("private")
    record Private(String sealed) implements Reply {
        public Private {
            Text.require("sealed answer", sealed, 64, Request.Private.MOST_SEALED);
        }
    }

    @JsonTypeName("refused")
    record Refused(String why) implements Reply {}

    /// "I cannot open that question: seal with this." To a device whose key this hub has destroyed,
    /// and which so could not ask in private. `key` is `id:key`, as in the setting `sealing.key`;
    /// `signature` is the hub's, by its pass-signing key `by`, over the key and that one question
    /// ([SealingWord]), so that nobody else can say it, and nobody later.
    @JsonTypeName("sealing-key")
    record SealingKey(String key, String by, String signature) implements Reply {
        public SealingKey {
            Text.require("sealing key", key, 1, 80);
            PassKeys.requireId(by);
            Text.require("signature", signature, 86, 86);
        }
    }

    /// Whether the hub has the same, for each part in the order it was asked about.
    @JsonTypeName("proof")
    record Proof(LocalDate day, List<Boolean> agrees) implements Reply {
        public Proof {
            Required.all(day, agrees);
            agrees = List.copyOf(agrees);
        }
    }
}
