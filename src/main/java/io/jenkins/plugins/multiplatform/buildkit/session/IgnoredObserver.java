package io.jenkins.plugins.multiplatform.buildkit.session;

import io.grpc.stub.StreamObserver;

/** For a call that was refused: what was already on its way means nothing. */
class IgnoredObserver<T> implements StreamObserver<T> {
    @Override
    public void onNext(T value) {
        // see above
    }

    @Override
    public void onError(Throwable t) {
        // see above
    }

    @Override
    public void onCompleted() {
        // see above
    }
}
