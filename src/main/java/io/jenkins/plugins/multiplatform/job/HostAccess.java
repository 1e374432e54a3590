package io.jenkins.plugins.multiplatform.job;

import io.jenkins.plugins.multiplatform.options.StepOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which jobs may ask for what takes a RUN step out of its sandbox. {@code security.insecure} and a cgroup of its choice
 * give a step the machine that it runs on, and with it what other jobs build there: whoever may write a Dockerfile would
 * have it. The network of the host and devices are left to the configuration of each daemon unless they are restricted.
 *
 * @param networkRestricted whether {@code network.host} needs a grant too
 * @param devicesRestricted whether {@code device} needs a grant too
 * @param unreadable what is wrong with grants that can't be read, for those whom they may have been meant for; empty for
 *     nothing
 */
public record HostAccess(boolean networkRestricted, boolean devicesRestricted, List<Grant> grants, String unreadable) {
    private static final String INSECURE = "security.insecure";
    private static final String NETWORK = "network.host";
    private static final String DEVICE = "device";
    private static final String CGROUP = "cgroupParent";
    private static final Set<String> KNOWN = Set.of(INSECURE, NETWORK, DEVICE, CGROUP);

    public HostAccess {
        grants = List.copyOf(grants);
    }

    public HostAccess(boolean networkRestricted, boolean devicesRestricted, List<Grant> grants) {
        this(networkRestricted, devicesRestricted, grants, "");
    }

    /**
     * What some jobs may ask for.
     *
     * @param jobs full names of jobs, where {@code *} stands for any characters but {@code /}, and a part {@code **} for
     *     any number of parts, none included
     * @param allowed names of entitlements, a device with its name or without, or {@code cgroupParent}
     */
    public record Grant(String jobs, Set<String> allowed) {
        public Grant {
            allowed = Set.copyOf(allowed);
        }

        /**
         * Reads what an administrator wrote.
         *
         * @param allowed with commas or lines between the names
         */
        public static Grant parse(String jobs, String allowed) throws InvalidArgumentException {
            if (jobs.isBlank()) {
                throw new InvalidArgumentException(
                        "no jobs are named: give a full name or a pattern such as team/**," + " and ** for all jobs");
            }
            Set<String> names = new LinkedHashSet<>(StringLists.split(List.of(allowed)));
            if (names.isEmpty()) {
                throw new InvalidArgumentException(
                        "nothing is allowed: give " + CGROUP + ", " + INSECURE + ", " + NETWORK + " or " + DEVICE);
            }
            for (String name : names) {
                if (!KNOWN.contains(name) && !name.startsWith(DEVICE + "=")) {
                    throw new InvalidArgumentException("\"" + name + "\" can't be allowed: valid are " + CGROUP + ", "
                            + INSECURE + ", " + NETWORK + ", " + DEVICE + " and " + DEVICE + "=NAME");
                }
            }
            return new Grant(jobs.strip(), names);
        }

        private boolean allows(String job, String wanted) {
            boolean named = allowed.contains(wanted) || wanted.startsWith(DEVICE + "=") && allowed.contains(DEVICE);
            return named && matches(parts(jobs), parts(job));
        }

        private static List<String> parts(String path) {
            return List.of(path.split("/", -1));
        }

        private static boolean matches(List<String> pattern, List<String> names) {
            if (pattern.isEmpty()) {
                return names.isEmpty();
            }
            List<String> rest = pattern.subList(1, pattern.size());
            if (pattern.get(0).equals("**")) {
                return matches(rest, names) || !names.isEmpty() && matches(pattern, names.subList(1, names.size()));
            }
            return !names.isEmpty()
                    && fits(pattern.get(0), names.get(0))
                    && matches(rest, names.subList(1, names.size()));
        }

        private static boolean fits(String pattern, String name) {
            String[] texts = pattern.split("\\*", -1);
            if (!name.startsWith(texts[0])) {
                return false;
            }
            int at = texts[0].length();
            for (int i = 1; i < texts.length - 1; i++) {
                int found = name.indexOf(texts[i], at);
                if (found < 0) {
                    return false;
                }
                at = found + texts[i].length();
            }
            String end = texts[texts.length - 1];
            return texts.length == 1 ? name.length() == at : name.length() - end.length() >= at && name.endsWith(end);
        }
    }

    /**
     * @param job its full name
     * @throws InvalidArgumentException with the setting that would allow it
     */
    public void require(StepOptions steps, String job) throws InvalidArgumentException {
        List<String> refused = new ArrayList<>(steps.entitlements().stream()
                .filter(this::isRestricted)
                .filter(wanted -> !isAllowed(job, wanted))
                .toList());
        if (!steps.cgroupParent().isEmpty() && !isAllowed(job, CGROUP)) {
            refused.add(CGROUP);
        }
        if (!refused.isEmpty() && !unreadable.isEmpty()) {
            throw new InvalidArgumentException(unreadable);
        }
        if (!refused.isEmpty()) {
            throw new InvalidArgumentException(String.join(", ", refused) + " is not allowed for the job \"" + job
                    + "\": it gives steps of the build more of their node than a sandbox. An administrator allows it"
                    + " for jobs and folders under Manage Jenkins, System, Multi-platform builds, Access to nodes"
                    + " (hostAccess in Configuration as Code)");
        }
    }

    private boolean isAllowed(String job, String wanted) {
        return grants.stream().anyMatch(grant -> grant.allows(job, wanted));
    }

    /** What is not known here is no less than what is. */
    private boolean isRestricted(String entitlement) {
        if (entitlement.equals(NETWORK)) {
            return networkRestricted;
        }
        return !entitlement.equals(DEVICE) && !entitlement.startsWith(DEVICE + "=") || devicesRestricted;
    }
}
