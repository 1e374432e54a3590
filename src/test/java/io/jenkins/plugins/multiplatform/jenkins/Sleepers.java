package io.jenkins.plugins.multiplatform.jenkins;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Steps of Dockerfiles that go on until somebody ends them, and can be counted on this machine while they do. */
public final class Sleepers {
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** That no other process on this machine has among its arguments. */
    private final String seconds =
            String.valueOf(40_000_000 + 100 * ProcessHandle.current().pid() + NEXT.incrementAndGet());

    /** For a RUN instruction, which ends well when it is woken. */
    public String untilWoken() {
        return command() + " || true";
    }

    /** For a RUN instruction. */
    public String command() {
        return "sleep " + seconds;
    }

    public long running() {
        return processes().count();
    }

    /** Lets the steps go on; those that start later sleep again. */
    public void wake() {
        processes().forEach(ProcessHandle::destroy);
    }

    private Stream<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(seconds))
                        .orElse(false));
    }
}
