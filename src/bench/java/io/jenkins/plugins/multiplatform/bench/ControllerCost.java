package io.jenkins.plugins.multiplatform.bench;

import java.util.Locale;

/** What work costs a controller's JVM, as the controller itself tells. */
final class ControllerCost {
    private static final String START = """
            import java.lang.management.*
            System.gc()
            def most = new java.util.concurrent.atomic.AtomicLong()
            def pools = ManagementFactory.memoryPoolMXBeans.findAll { it.type == MemoryType.HEAP }*.name
            def listener = { note, unused ->
                if (note.type == 'com.sun.management.gc.notification') {
                    def info = com.sun.management.GarbageCollectionNotificationInfo.from(note.userData)
                    long used = info.gcInfo.memoryUsageAfterGc.findAll { it.key in pools }.values()*.used.sum()
                    most.accumulateAndGet(used, { a, b -> Math.max(a, b) } as java.util.function.LongBinaryOperator)
                }
            } as javax.management.NotificationListener
            ManagementFactory.garbageCollectorMXBeans.each { it.addNotificationListener(listener, null, null) }
            jenkins.model.Jenkins.get().servletContext.setAttribute('mpb-bench', [most, listener])
            print ManagementFactory.operatingSystemMXBean.processCpuTime
            print ' ' + ManagementFactory.memoryMXBean.heapMemoryUsage.used
            """;
    private static final String END = """
            import java.lang.management.*
            long cpu = ManagementFactory.operatingSystemMXBean.processCpuTime
            def context = jenkins.model.Jenkins.get().servletContext
            def (most, listener) = context.getAttribute('mpb-bench')
            context.removeAttribute('mpb-bench')
            System.gc()
            ManagementFactory.garbageCollectorMXBeans.each { it.removeNotificationListener(listener) }
            print cpu + ' ' + most.get()
            """;
    private static final double MIB = 1 << 20;

    private final JenkinsScripts controller;

    ControllerCost(JenkinsScripts controller) {
        this.controller = controller;
    }

    /** Something that runs there. */
    @FunctionalInterface
    interface Work {
        /** @return seconds that it took */
        double run() throws BenchException, InterruptedException;
    }

    /**
     * What it took.
     *
     * @param seconds of the clock
     * @param cpu seconds of the controller's process
     * @param heapMiB the most that was in use after a collection, above what was in use before
     */
    record Cost(double seconds, double cpu, double heapMiB) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%.1f s, controller: %.2f s of CPU, %.0f MiB of heap", seconds, cpu, heapMiB);
        }
    }

    Cost of(Work work) throws BenchException, InterruptedException {
        String[] before = controller.run(START).split(" ");
        double seconds = work.run();
        String[] after = controller.run(END).split(" ");
        double cpu = (Long.parseLong(after[0]) - Long.parseLong(before[0])) / 1e9;
        double heap = (Long.parseLong(after[1]) - Long.parseLong(before[1])) / MIB;
        return new Cost(seconds, cpu, Math.max(0, heap));
    }
}
