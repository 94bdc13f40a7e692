package org.doorstep.relay.contract.talk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/// Four pictures in order, of [#PICTURES] that every kiosk shows alike: what a resident remembers
/// instead of a name, for the day on which their pass is lost. The numbers of the pictures never
/// change their meaning.
public record PicturePhrase(@JsonValue List<Integer> pictures) {
    public static final int LENGTH = 4;

    /// 64 times itself four times over is 16 777 216: nothing to be safe by against who may try
    /// freely, and enough against a few tries with somebody standing by.
    public static final int PICTURES = 64;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PicturePhrase {
        pictures = List.copyOf(pictures);
        if (pictures.size() != LENGTH || pictures.stream().anyMatch(one -> one < 0 || one >= PICTURES)) {
            throw new IllegalArgumentException("A picture phrase is four of the pictures.");
        }
    }

    /// It opens somebody's past: it stays out of log lines.
    @Override
    public String toString() {
        return "PicturePhrase";
    }
}
