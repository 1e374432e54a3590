package io.jenkins.plugins.multiplatform.options;

import java.io.Serializable;
import java.util.List;

/**
 * How the RUN steps of a build run.
 *
 * @param network {@code host}, {@code none}, or empty for a sandbox
 * @param hosts as the frontend reads them: {@code name=address}, where the address may be {@link #HOST_GATEWAY}
 * @param shmSize of {@code /dev/shm} in bytes; 0 for the daemon's default
 * @param ulimits as the frontend reads them: {@code nofile=1024:2048}
 * @param cgroupParent empty for the daemon's default
 * @param entitlements what the daemon is asked to allow, such as {@code network.host}; each once
 * @param localDelete whether outputs may delete what is in their folder, wherever that is
 */
public record StepOptions(
        String network,
        List<String> hosts,
        long shmSize,
        List<String> ulimits,
        String cgroupParent,
        List<String> entitlements,
        boolean localDelete)
        implements Serializable {
    /** Stands for the address of the machine that the daemon runs on, which only the daemon knows. */
    public static final String HOST_GATEWAY = "host-gateway";

    public static final StepOptions STANDARD = new StepOptions("", List.of(), 0, List.of(), "", List.of(), false);

    public StepOptions {
        hosts = List.copyOf(hosts);
        ulimits = List.copyOf(ulimits);
        entitlements = List.copyOf(entitlements);
    }

    /**
     * Reads what users write.
     *
     * @param network as {@code --network} takes it; empty for the default
     * @param hosts {@code name:address} or {@code name=address}
     * @param shmSize a size such as {@code 128m}; empty for the default
     * @param ulimits {@code name=soft[:hard]}; of one name the last counts
     * @param allowed entitlements
     */
    public static StepOptions parse(
            String network,
            List<String> hosts,
            String shmSize,
            List<String> ulimits,
            String cgroupParent,
            List<String> allowed)
            throws InvalidOptionException {
        NetworkMode mode = NetworkMode.parse(network);
        boolean localDelete = Entitlements.allowLocalDelete(allowed);
        return new StepOptions(
                mode.attribute(),
                ExtraHosts.parse(hosts),
                shmSize.isEmpty() ? 0 : ByteSize.parse("--shm-size", shmSize),
                Ulimits.parse(ulimits),
                cgroupParent,
                Entitlements.parse(allowed, mode.entitlements()),
                localDelete);
    }
}
