package org.doorstep.kiosk.face;

/// All that draws faces in one way of reading. Each says the same as its counterpart in another, in
/// other words.
public record Faces(
        Words words,
        Views views,
        HomeView home,
        AboutViews about,
        PhraseViews phrases,
        PrivacyNotice privacy,
        MoodViews mood,
        WishViews wishes,
        BookingViews booking) {}
