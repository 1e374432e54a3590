package io.jenkins.plugins.multiplatform.jenkins.action;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.PlatformImage;
import io.jenkins.plugins.multiplatform.imagetools.CreateResult;
import io.jenkins.plugins.multiplatform.platform.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The images of a run: its checkpoints while it builds, and what its page shows afterwards. A platform that has finished
 * is saved at once, whatever the Pipeline's durability: it is what a restarted controller need not build again.
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ImagesAction implements RunAction2 {
    /** In digits, as {@code docker} shows IDs. */
    private static final int SHORT_DIGEST = 12;

    /** Replaced, never changed: whoever saves the run reads it without our lock. */
    private volatile List<SavedBuild> builds = new ArrayList<>();

    /** Replaced, never changed; null in files of before images were joined. */
    @CheckForNull
    private volatile List<SavedIndex> indexes;

    private transient Run<?, ?> run;

    private ImagesAction() {}

    /** That of a run, for reading and writing. */
    public static ImagesAction of(Run<?, ?> run) {
        synchronized (run) {
            ImagesAction existing = run.getAction(ImagesAction.class);
            if (existing != null) {
                return existing;
            }
            ImagesAction made = new ImagesAction();
            run.addAction(made);
            return made;
        }
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        run = owner;
    }

    @Override
    public void onLoad(Run<?, ?> owner) {
        run = owner;
    }

    /** What is finished of a build, in no order. */
    public List<PlatformImage> finished(String id) {
        return find(id).finishedImages();
    }

    /** Remembers a platform's image. */
    public synchronized void finished(String id, PlatformImage image) throws IOException {
        change(find(id).with(image));
    }

    /** Remembers what becomes of a platform that has no image. */
    public synchronized void state(String id, SavedState state) throws IOException {
        change(find(id).with(state));
    }

    /** Remembers that a build ended without a result, if it got as far as a plan. */
    public synchronized void failed(String id, String why) throws IOException {
        if (builds.stream().anyMatch(build -> build.id().equals(id))) {
            change(find(id).failed(why));
        }
    }

    /** Forgets a platform's image, if there is one. */
    public synchronized void unfinished(String id, Platform platform) throws IOException {
        SavedBuild before = find(id);
        SavedBuild after = before.without(platform);
        if (after != before) {
            change(after);
        }
    }

    /** Remembers how a build ended. */
    public synchronized void ended(String id, BuildResult result) throws IOException {
        change(find(id).with(result));
    }

    /** Remembers an image that was made of others. */
    public synchronized void created(CreateResult created) throws IOException {
        List<SavedIndex> all = getIndexes();
        all.add(new SavedIndex(created));
        indexes = all;
        save();
    }

    /** Which node built each platform, by its name: there its cache is. */
    public Map<String, String> nodes() {
        Map<String, String> nodes = new TreeMap<>();
        for (SavedBuild build : builds) {
            build.getPlatforms().forEach(image -> nodes.put(image.getPlatform(), image.getNode()));
        }
        return nodes;
    }

    private SavedBuild find(String id) {
        return builds.stream()
                .filter(build -> build.id().equals(id))
                .findFirst()
                .orElseGet(() -> SavedBuild.begun(id));
    }

    private void change(SavedBuild changed) throws IOException {
        List<SavedBuild> all = new ArrayList<>(builds);
        all.removeIf(build -> build.id().equals(changed.id()));
        all.add(changed);
        builds = all;
        save();
    }

    private void save() throws IOException {
        // Saving a run that was deleted meanwhile would bring its folder back.
        if (run.getRootDir().isDirectory()) {
            run.save();
        }
    }

    @Exported(inline = true)
    public List<SavedBuild> getBuilds() {
        return new ArrayList<>(builds);
    }

    /** Those that {@code imagetoolsCreate} tagged, in that order. */
    @Exported(inline = true)
    public List<SavedIndex> getIndexes() {
        List<SavedIndex> saved = indexes;
        return saved == null ? new ArrayList<>() : new ArrayList<>(saved);
    }

    /** Whether there is nothing to show. */
    public boolean isEmpty() {
        return builds.isEmpty() && getIndexes().isEmpty();
    }

    public Api getApi() {
        return new Api(this);
    }

    /** A digest as a table has room for it; empty stays empty. */
    public String shorten(String digest) {
        String digits = digest.substring(digest.indexOf(':') + 1);
        return digits.length() <= SHORT_DIGEST ? digits : digits.substring(0, SHORT_DIGEST) + "…";
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return isEmpty() ? null : "symbol-cube";
    }

    @Override
    public String getDisplayName() {
        return Messages.ImagesAction_displayName();
    }

    @CheckForNull
    @Override
    public String getUrlName() {
        return "images";
    }
}
