package org.doorstep.system.campaign;

/// What the numbers were made on, in a few words.
final class Machine {
    private Machine() {}

    static String words() {
        return Runtime.getRuntime().availableProcessors() + " cores " + System.getProperty("os.arch") + ", Linux "
                + System.getProperty("os.version") + ", Java " + System.getProperty("java.version");
    }
}
