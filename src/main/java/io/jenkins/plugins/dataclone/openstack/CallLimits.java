package io.jenkins.plugins.dataclone.openstack;

/**
 * How hard this controller may press one cloud.
 *
 * @param inFlight calls that may be under way at the same time, 1 to 64
 * @param perSecond calls that may begin within one second, 1 to 100000
 */
public record CallLimits(int inFlight, int perSecond) {
    public static final int MOST_IN_FLIGHT = 64;
    public static final int MOST_PER_SECOND = 10_000;
    /** What a cloud of any size bears. */
    public static final CallLimits DEFAULT = new CallLimits(8, 20);

    public CallLimits {
        within("calls in flight", inFlight, MOST_IN_FLIGHT);
        within("calls per second", perSecond, MOST_PER_SECOND);
    }

    private static void within(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + " must be from 1 to " + most + ", not " + value);
        }
    }
}
