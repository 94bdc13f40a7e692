package org.doorstep.hub.fleet;

import java.util.List;
import org.doorstep.hub.web.Frame;

/// The page of the kiosks, in words.
public record KiosksPage(Frame frame, List<Kiosk> kiosks, Centre centre, Copy copy) {

    /// `memory`: what a person should know of the kiosk's own, a sentence each.
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
            List<String> memory) {}

    public record Reader(String name, boolean working, String words) {}

    /// How sending figures to the central team goes. `proof`: whether what it holds is what was released, a sentence
    /// each; nothing where this hub has no area.
    public record Centre(String words, String what, boolean fine, List<String> proof, boolean proofFine) {}

    /// How the second copy stands.
    public record Copy(String words, String what, boolean fine) {}
}
