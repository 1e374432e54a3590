package io.jenkins.plugins.multiplatform.jenkins.run;

import io.jenkins.plugins.multiplatform.build.BuildResult;
import io.jenkins.plugins.multiplatform.build.MetadataJson;
import io.jenkins.plugins.multiplatform.jenkins.agent.WriteFileTask;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of the workspace that take a build's result, for programs that read it there.
 *
 * @param metadataFile empty for none
 * @param imageIdFile empty for none
 */
record ResultFiles(BuildPlace place, String metadataFile, String imageIdFile) {
    /** Stands where buildx has its builder's name: the nodes are Jenkins' agents. */
    private static final String BUILDER = "jenkins";

    /** No file of an earlier build is left to be taken for this one's. */
    void prepare() throws IOException, InterruptedException {
        for (String file : names()) {
            place.call(new WriteFileTask(place.root(), place.resolve(file), ""));
        }
    }

    /** Those that are wanted. */
    List<String> names() {
        return Stream.of(metadataFile, imageIdFile)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    void write(BuildResult result) throws IOException, InterruptedException {
        write(metadataFile, MetadataJson.of(result, BUILDER));
        write(imageIdFile, result.digest());
    }

    private void write(String name, String content) throws IOException, InterruptedException {
        if (!name.isEmpty()) {
            place.call(new WriteFileTask(place.root(), place.resolve(name), content));
        }
    }
}
