package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.multiplatform.testbed.TestBed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;

/** What really is in the test bed's registry, as another client sees it. */
public final class Images {
    private final TestBed bed;

    public Images(TestBed bed) {
        this.bed = bed;
    }

    /** A name with a tag that nobody has used. */
    public String unused() {
        return bed.get("registry.plain") + "/jenkins/" + UUID.randomUUID() + ":1";
    }

    public String digest(String image) throws IOException, InterruptedException {
        return crane("digest", image).strip();
    }

    /** Of one platform's manifest in an index. */
    public String digest(String image, String platform) throws IOException, InterruptedException {
        return crane("digest", "--platform", platform, image).strip();
    }

    /** Of an index, without the entries of attestations. */
    public Set<String> platforms(String image) throws IOException, InterruptedException {
        Set<String> platforms = new TreeSet<>();
        JSONArray manifests = JSONObject.fromObject(crane("manifest", image)).getJSONArray("manifests");
        for (Object entry : manifests) {
            JSONObject platform = ((JSONObject) entry).getJSONObject("platform");
            String name = platform.getString("os") + "/" + platform.getString("architecture");
            if (!name.equals("unknown/unknown")) {
                platforms.add(name);
            }
        }
        return platforms;
    }

    /** The configuration of one platform's image. */
    public JSONObject config(String image, String platform) throws IOException, InterruptedException {
        return JSONObject.fromObject(crane("config", "--platform", platform, image))
                .getJSONObject("config");
    }

    /** Whether the tag names anything. */
    public boolean exists(String image) throws IOException, InterruptedException {
        return start(List.of("digest", image)).waitFor() == 0;
    }

    private String crane(String... arguments) throws IOException, InterruptedException {
        Process crane = start(Arrays.asList(arguments));
        String output = new String(crane.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(crane.waitFor())
                .as(String.join(" ", arguments) + ": " + output)
                .isZero();
        return output;
    }

    private Process start(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(bed.get("crane"), "--insecure"));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
