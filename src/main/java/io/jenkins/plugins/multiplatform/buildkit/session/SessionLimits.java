package io.jenkins.plugins.multiplatform.buildkit.session;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.jenkins.plugins.multiplatform.buildkit.wire.auth.AuthGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.content.ContentGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.filesync.FileSyncGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.secrets.SecretsGrpc;
import io.jenkins.plugins.multiplatform.buildkit.wire.sshforward.SSHGrpc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one daemon may ask of its client during a run, over all its sessions. An honest one stays far below; one that
 * asks for more could fill the memory of the agent that serves it. The first request too many ends the sessions, and what
 * is solved through them fails for that reason. Thread-safe.
 */
public final class SessionLimits {
    /** Of all services together. */
    static final int MAX_OPEN_CALLS = 512;

    static final int MAX_OPEN_SYNCS = 256;
    /** Of what all open calls ask with; a context's ignore patterns are the most of it. */
    static final int MAX_OPEN_METADATA_BYTES = 64 << 20;
    /** Of several folders that are sent at once; a single one may have more. */
    static final int MAX_OPEN_ENTRIES = 2_000_000;

    private static final int MAX_OTHER_CALLS = 5_000_000;
    private static final Map<String, Integer> MAX_CALLS = Map.of(
            FileSyncGrpc.SERVICE_NAME, 20_000,
            FileSendService.SERVICE, 20_000,
            AuthGrpc.SERVICE_NAME, 20_000,
            SecretsGrpc.SERVICE_NAME, 20_000,
            SSHGrpc.SERVICE_NAME, 100_000,
            ContentGrpc.SERVICE_NAME, MAX_OTHER_CALLS);
    private static final Context.Key<OpenCall> CURRENT = Context.key("open-call");

    private final Map<String, Integer> calls = new HashMap<>();
    private final Set<Runnable> consequences = new HashSet<>();
    private int openCalls;
    private int openSyncs;
    private long openMetadata;
    private long openEntries;
    private String exceeded = "";

    /** Which limit it was that a daemon went beyond; empty if none. */
    public synchronized Optional<String> exceeded() {
        return exceeded.isEmpty() ? Optional.empty() : Optional.of(exceeded);
    }

    /**
     * Has something done when a limit is exceeded, at once if one is.
     *
     * @return closing it forgets that
     */
    public Registration whenExceeded(Runnable consequence) {
        boolean late;
        synchronized (this) {
            late = !exceeded.isEmpty();
            consequences.add(consequence);
        }
        if (late) {
            consequence.run();
        }
        return () -> {
            synchronized (this) {
                consequences.remove(consequence);
            }
        };
    }

    /** Of something to be done. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    private void exceed(String what) {
        List<Runnable> now;
        synchronized (this) {
            if (!exceeded.isEmpty()) {
                return;
            }
            exceeded = what;
            now = new ArrayList<>(consequences);
        }
        now.forEach(Runnable::run);
    }

    /** The call that runs on this thread. */
    static OpenCall current() {
        return CURRENT.get();
    }

    private synchronized String open(OpenCall call) {
        int count = calls.merge(call.service, 1, Integer::sum);
        int most = MAX_CALLS.getOrDefault(call.service, MAX_OTHER_CALLS);
        if (!exceeded.isEmpty()) {
            return exceeded;
        }
        if (count > most) {
            return "it made more than " + most + " calls of " + call.service;
        }
        if (openCalls == MAX_OPEN_CALLS) {
            return "it had more than " + MAX_OPEN_CALLS + " calls open at once";
        }
        if (call.isSync && openSyncs == MAX_OPEN_SYNCS) {
            return "it asked for more than " + MAX_OPEN_SYNCS + " folders at once";
        }
        if (call.metadata > MAX_OPEN_METADATA_BYTES - openMetadata) {
            return "it asked with more than " + MAX_OPEN_METADATA_BYTES + " bytes of patterns at once";
        }
        openCalls++;
        openSyncs += call.isSync ? 1 : 0;
        openMetadata += call.metadata;
        return "";
    }

    private synchronized void close(OpenCall call) {
        openCalls--;
        openSyncs -= call.isSync ? 1 : 0;
        openMetadata -= call.metadata;
        openEntries -= call.entries;
    }

    private synchronized boolean takesEntry(OpenCall call) {
        if (openEntries >= MAX_OPEN_ENTRIES && openEntries > call.entries) {
            return false;
        }
        openEntries++;
        call.entries++;
        return true;
    }

    /** A call, until it has ended and nothing is done for it any more. */
    final class OpenCall {
        private final String service;
        private final boolean isSync;
        private final long metadata;
        private final AtomicInteger users = new AtomicInteger(1);
        private long entries;

        private OpenCall(String service, long metadata) {
            this.service = service;
            this.isSync = service.equals(FileSyncGrpc.SERVICE_NAME);
            this.metadata = metadata;
        }

        /** Before work for it begins on another thread. */
        void retain() {
            users.incrementAndGet();
        }

        /** When that has ended. */
        void release() {
            if (users.decrementAndGet() == 0) {
                SessionLimits.this.close(this);
            }
        }

        /** Counts an entry of a folder that is kept in memory until the call has ended. */
        void addEntry() throws IOException {
            if (!takesEntry(this)) {
                String what = "it asked for folders with more than " + MAX_OPEN_ENTRIES + " entries at once";
                exceed(what);
                throw new IOException("ended the session: " + what);
            }
        }
    }

    /** To be the outermost one of every service. */
    ServerInterceptor interceptor() {
        return new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                return accept(call, headers, next);
            }
        };
    }

    private <Q, R> ServerCall.Listener<Q> accept(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        OpenCall open = new OpenCall(call.getMethodDescriptor().getServiceName(), size(headers));
        String why = open(open);
        if (!why.isEmpty()) {
            call.close(Status.RESOURCE_EXHAUSTED.withDescription("ended the session: " + why), new Metadata());
            exceed(why);
            return new ServerCall.Listener<>() {};
        }
        return new SimpleForwardingServerCallListener<>(
                Contexts.interceptCall(Context.current().withValue(CURRENT, open), call, headers, next)) {
            @Override
            public void onCancel() {
                try {
                    super.onCancel();
                } finally {
                    open.release();
                }
            }

            @Override
            public void onComplete() {
                try {
                    super.onComplete();
                } finally {
                    open.release();
                }
            }
        };
    }

    private static long size(Metadata headers) {
        long size = 0;
        for (byte[] part : InternalMetadata.serialize(headers)) {
            size += part.length;
        }
        return size;
    }
}
