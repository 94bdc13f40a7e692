package org.doorstep.kiosk.hardware;

/// Reads cards and key fobs: by the signed text that a card holds, as a [Reading.Code], if the
/// reader can see it and the card has one; else by their numbers, as a [Reading.CardNumber]; or
/// [Reading.Garbage].
public interface CardReader extends PassReader {}
