package io.jenkins.plugins.multiplatform.buildkit.session;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A call's headers, in which a daemon says what it wants of a folder. */
final class CallMetadata {
    private static final Context.Key<Metadata> HEADERS = Context.key("headers");

    private final Metadata headers;

    private CallMetadata(Metadata headers) {
        this.headers = headers;
    }

    /** Of the call that runs on this thread. */
    static CallMetadata current() {
        return new CallMetadata(HEADERS.get());
    }

    /** All values of a header, in order. A daemon escapes values that are not ASCII, and says so in a second header. */
    List<String> all(String name) {
        boolean encoded = "1".equals(headers.get(key(name + "-encoded")));
        List<String> values = new ArrayList<>();
        Iterable<String> raw = headers.getAll(key(name));
        if (raw != null) {
            raw.forEach(value -> values.add(encoded ? URLDecoder.decode(value, StandardCharsets.UTF_8) : value));
        }
        return values;
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /** Keeps the headers for the length of the call. */
    static final class Interceptor implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            return Contexts.interceptCall(Context.current().withValue(HEADERS, headers), call, headers, next);
        }
    }
}
