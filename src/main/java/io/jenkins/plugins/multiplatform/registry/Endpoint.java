package io.jenkins.plugins.multiplatform.registry;

/** One call of the distribution protocol: what is sent, and what its answer means. */
interface Endpoint<T> {
    /** From the verb on, for messages: {@code get manifest latest from host/repository}. */
    String action();

    RegistryRequest request();

    /** Statuses that are no error here: those that {@link #read} understands. */
    boolean accepts(int status);

    T read(RegistryAnswer<byte[]> answer) throws RegistryException;

    /** How many bytes of an answer are taken. */
    default int mostBytes() {
        return 64 << 10;
    }
}
