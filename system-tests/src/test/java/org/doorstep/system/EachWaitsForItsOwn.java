package org.doorstep.system;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Two test classes run at a time in this module. A wait would else fail by what an abandoned thread of the other class
/// threw, such as one of Paho's that lost its client.
public final class EachWaitsForItsOwn implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }
}
