package org.doorstep.system;

/// Where the longest classes stand in the order of all, so that none of them is begun last and goes on alone: of the
/// threads that run them, one takes classes from the back, and the others from the front.
public final class LongestFirst {
    public static final int FROM_THE_FRONT = 1;
    public static final int FROM_THE_BACK = Integer.MAX_VALUE;

    private LongestFirst() {}
}
