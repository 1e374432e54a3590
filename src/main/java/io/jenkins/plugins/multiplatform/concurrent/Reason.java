package io.jenkins.plugins.multiplatform.concurrent;

import java.time.Duration;

/**
 * Why a task is cancelled. Several may come at once, and an interrupt has no reason: the one that outranks the others
 * decides what happens next, whichever came first.
 */
public sealed interface Reason {
    /** The whole run was stopped, so nothing may begin after it. */
    record Stopped() implements Reason {}

    /** @param limit how long the task was allowed to take */
    record TimedOut(Duration limit) implements Reason {}

    /** @param why for users: what the task waited for in vain */
    record Stalled(String why) implements Reason {}

    /** @param why for users: what it does that it may not */
    record Refused(String why) implements Reason {}

    /** @param sibling name of the task whose failure ends the others */
    record SiblingFailed(String sibling) implements Reason {}

    /** False for two of one kind: the earlier one stays. */
    default boolean outranks(Reason other) {
        return rank(this) > rank(other);
    }

    private static int rank(Reason reason) {
        if (reason instanceof Stopped) {
            return 4;
        }
        if (reason instanceof Refused) {
            return 3;
        }
        if (reason instanceof TimedOut) {
            return 2;
        }
        return reason instanceof Stalled ? 1 : 0;
    }
}
