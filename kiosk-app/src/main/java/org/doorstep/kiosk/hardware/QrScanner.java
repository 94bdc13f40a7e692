package org.doorstep.kiosk.hardware;

/// Reads codes: its readings are [Reading.Code] and [Reading.Garbage].
public interface QrScanner extends PassReader {}
