package org.doorstep.hub.upstream;

import java.util.Optional;
import org.doorstep.relay.carry.CarriedFigures;
import org.doorstep.relay.contract.figures.FigureCursor;

/// The released figures for an area that no network reaches: the whole ledger, in the batches that would be sent, and
/// the area's word on how far it has them. Nothing that is not in the ledger is here. Safe for all threads.
public final class FiguresByHand {
    private final Delivery delivery;
    private final Release release;

    /// What the area's word came to.
    public enum Word {
        /// The area has these rows up to there.
        TAKEN,
        /// It has rows of an earlier ledger of this hub, or none: the next file brings all.
        ALL_IS_NEW_THERE,
        /// It has other rows under this ledger's id (this hub was restored): the ledger has a new id now, and the next
        /// file brings all under that.
        BEGUN_ANEW
    }

    FiguresByHand(Delivery delivery, Release release) {
        this.delivery = delivery;
        this.release = release;
    }

    /// The part that begins after a row: the first after 0. Empty after the last, but for the first.
    public Optional<CarriedFigures.Part> after(long number) {
        if (number == 0) {
            delivery.makeLedger();
        }
        CarriedFigures.Part part = delivery.partAfter(number, release.lookedAt());
        return part.batch().rows().isEmpty() && number > 0 ? Optional.empty() : Optional.of(part);
    }

    /// Takes the area's word that somebody brought. An old one takes nothing back.
    public Word said(FigureCursor cursor) {
        return delivery.said(cursor);
    }

    /// How many rows of the ledger the area is not known to have.
    public long waiting() {
        return delivery.waiting().rows();
    }
}
