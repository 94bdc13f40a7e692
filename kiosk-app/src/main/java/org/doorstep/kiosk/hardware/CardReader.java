package org.doorstep.kiosk.hardware;

/// Reads cards and key fobs by their numbers: its readings are [Reading.CardNumber] and [Reading.Garbage].
public interface CardReader extends PassReader {}
