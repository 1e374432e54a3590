package io.jenkins.plugins.multiplatform.cli;

import com.google.common.net.InetAddresses;
import io.jenkins.plugins.multiplatform.options.Csv;
import io.jenkins.plugins.multiplatform.options.InvalidOptionException;
import io.jenkins.plugins.multiplatform.options.StepOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How RUN steps run. */
final class StepFlags {
    @Option(names = "--network", description = "host or none; default a sandbox.", defaultValue = "")
    private String network;

    @Option(names = "--add-host", description = "HOST:IP for the steps' /etc/hosts; the IP may be host-gateway.")
    private List<String> hosts = List.of();

    @Option(names = "--shm-size", description = "Size of the steps' /dev/shm, such as 128m.", defaultValue = "")
    private String shmSize;

    @Option(names = "--ulimit", description = "TYPE=SOFT[:HARD].")
    private List<String> ulimits = List.of();

    @Option(names = "--cgroup-parent", description = "Parent cgroup of the steps.", defaultValue = "")
    private String cgroupParent;

    @Option(names = "--allow", description = "network.host, security.insecure, device or buildx.local.delete.")
    private List<String> allowed = List.of();

    StepOptions options() throws InvalidOptionException {
        List<String> separate = new ArrayList<>();
        for (String host : hosts) {
            for (String field : Csv.fields(host)) {
                int last = separate.size() - 1;
                // A further address of the host before it: a=1.2.3.4,5.6.7.8.
                if (last >= 0 && InetAddresses.isInetAddress(field)) {
                    separate.set(last, separate.get(last) + "," + field);
                } else {
                    separate.add(field);
                }
            }
        }
        return StepOptions.parse(network, separate, shmSize, ulimits, cgroupParent, allowed);
    }
}
