package org.doorstep.hub.fleet;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The page of the kiosks, in words.
public record KiosksPage(Frame frame, List<Kiosk> kiosks, Entry entry, Centre centre, Copy copy) {

    /// `memory`: what a person should know of the kiosk's own, a sentence each. `shutOut`: since when and why it is, or
    /// nothing. `belongs`: it is enrolled here, so it can be shut out.
    public record Kiosk(
            String id,
            String name,
            KioskFacts.Presence presence,
            String state,
            String heard,
            String waiting,
            String missing,
            boolean lacking,
            String twin,
            String saving,
            boolean savingWell,
            String blanks,
            boolean blanksLow,
            List<Reader> readers,
            String proof,
            boolean proofFine,
            String version,
            List<String> memory,
            boolean belongs,
            String shutOut) {}

    /// Who is let in. `setAside`: what of kiosks that were shut out waits for somebody;
    /// `certificates`: until when the hub's own are good, and `ending` if the key that makes
    /// all of them soon is not; `turnedAway`: whom the broker did not let in, and `elsewhere`
    /// if a broker that is not ours knows that; `notFollowing` if that broker could not be told
    /// who is let in. Each is nothing where there is nothing to say.
    public record Entry(
            String setAside,
            String certificates,
            String ending,
            List<Turned> turnedAway,
            String notFollowing,
            String elsewhere) {}

    public record Turned(String name, String why, String times, String last) {}

    public record Reader(String name, boolean working, String words) {}

    /// How sending figures to the central team goes. `proof`: whether what it holds is what was released, a sentence
    /// each; nothing where this hub has no area.
    public record Centre(String words, String what, boolean fine, List<String> proof, boolean proofFine) {}

    /// How the second copy stands.
    public record Copy(String words, String what, boolean fine) {}
}
