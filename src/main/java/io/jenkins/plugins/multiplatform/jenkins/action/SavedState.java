package io.jenkins.plugins.multiplatform.jenkins.action;

import io.jenkins.plugins.multiplatform.build.PlatformFailure;
import io.jenkins.plugins.multiplatform.plan.PlannedPlatform;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A platform that has no image: where it is built or was to be built, and what became of it. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class SavedState {
    private static final String WAITING = "waiting";
    private static final String BUILDING = "building";
    private static final int MAX_REASON = 500;

    private final String platform;
    private final String node;
    private final String state;
    private final String reason;

    private SavedState(PlannedPlatform place, String state, String reason) {
        this.platform = place.platform().formatAll();
        this.node = place.node().name();
        this.state = state;
        this.reason = shorten(reason);
    }

    /** Not begun, or not yet again. */
    public static SavedState waiting(PlannedPlatform place, String reason) {
        return new SavedState(place, WAITING, reason);
    }

    /** An agent has begun with it. */
    public static SavedState building(PlannedPlatform place) {
        return new SavedState(place, BUILDING, place.reason());
    }

    /** It will not be built any more. */
    public static SavedState failed(PlatformFailure failure) {
        String state = failure.kind() == PlatformFailure.Kind.NODE
                ? "lost"
                : failure.kind().name().toLowerCase(Locale.ROOT).replace("build", "failed");
        return new SavedState(failure.plan(), state, failure.message());
    }

    /** The first line says what happened; the rest is in the log. */
    private static String shorten(String reason) {
        String line = reason.lines().findFirst().orElse("");
        return line.length() > MAX_REASON ? line.substring(0, MAX_REASON - 1) + "…" : line;
    }

    @Exported
    public String getPlatform() {
        return platform;
    }

    /** The agent, or while none is known the label for which it waits. */
    @Exported
    public String getNode() {
        return node;
    }

    /** One of {@code waiting}, {@code building}, {@code failed}, {@code lost}, {@code emulation}, {@code timeout} and {@code cancelled}. */
    @Exported
    public String getState() {
        return state;
    }

    /** Of the plan or of the failure. */
    @Exported
    public String getReason() {
        return reason;
    }
}
