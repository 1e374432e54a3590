package io.jenkins.plugins.multiplatform.registry;

import io.jenkins.plugins.multiplatform.auth.Challenge;
import io.jenkins.plugins.multiplatform.auth.TokenScope;
import io.jenkins.plugins.multiplatform.image.InvalidReferenceException;
import io.jenkins.plugins.multiplatform.image.Reference;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a registry how it lets users in. Only what it says with a challenge counts: a server that is overloaded, a proxy
 * that wants a login of its own and a firewall that forbids all say nothing about the registry, and a password that was
 * given away because of their answer can't be taken back.
 *
 * <p>Where everybody may look at {@code /v2/}, the repositories are asked: many registries are read by everybody and
 * written to with a login.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/token/">Token authentication specification</a>
 */
final class LoginProbe {
    /** Repositories that a Dockerfile names may be many. */
    private static final int MAX_REPOSITORIES = 10;

    private static final Set<Integer> LETS_READ = Set.of(200, 404);

    private final HostSession session;
    private Optional<String> unclear = Optional.empty();

    LoginProbe(HostSession session) {
        this.session = session;
    }

    /**
     * Asks unless the registry has said it before.
     *
     * @param scopes what is done there
     * @return nothing where it lets everybody do that
     * @throws IOException if it can't be reached, or an answer says neither
     */
    Optional<Challenge> ask(List<TokenScope> scopes) throws IOException, InterruptedException {
        if (session.challenge().isEmpty()) {
            send(HostSession.PING, Set.of(200));
            List<TokenScope> repositories = scopes.stream()
                    .filter(scope -> scope.type().equals("repository"))
                    .sorted((one, other) -> Boolean.compare(pushes(other), pushes(one)))
                    .limit(MAX_REPOSITORIES)
                    .toList();
            for (TokenScope scope : repositories) {
                if (session.challenge().isEmpty()) {
                    ask(scope);
                }
            }
        }
        if (session.challenge().isEmpty() && unclear.isPresent()) {
            throw new UnacceptableAnswerException(unclear.get());
        }
        return session.challenge();
    }

    private void ask(TokenScope scope) throws IOException, InterruptedException {
        Reference repository;
        try {
            repository = Reference.parseNormalized(session.host() + "/" + scope.name())
                    .nameOnly();
        } catch (InvalidReferenceException e) {
            // Stands for all repositories, or can't be one: no such address can be asked.
            return;
        }
        if (!pushes(scope)) {
            String manifest = Paths.manifest(repository.withDefaultTag());
            send(RegistryRequest.get(manifest, Map.of("Accept", ManifestHeaders.ACCEPT), scope), LETS_READ);
            return;
        }
        PushCheck check = new PushCheck(repository);
        RegistryAnswer<byte[]> answer = send(check.request(), Set.of(202));
        if (answer.status() == 202) {
            cancel(repository, check, answer);
        }
    }

    private void cancel(Reference repository, PushCheck check, RegistryAnswer<byte[]> answer)
            throws IOException, InterruptedException {
        try {
            Optional<URI> upload = check.read(answer);
            if (upload.isPresent()) {
                session.sendAnonymously(new PushCheck.Cancel(repository, upload.get()).request());
            }
        } catch (RegistryException e) {
            // An upload that nobody uses ends by itself.
            return;
        }
    }

    /** @param open statuses by which everybody is let in */
    private RegistryAnswer<byte[]> send(RegistryRequest request, Set<Integer> open)
            throws IOException, InterruptedException {
        RegistryAnswer<byte[]> answer = session.sendAnonymously(request);
        if (session.challenge().isEmpty() && !open.contains(answer.status())) {
            String text = "it answers " + request.method() + " " + request.target() + " with status " + answer.status()
                    + ", which does not say whether it uses tokens or passwords";
            if (answer.status() == 429 || answer.status() >= 500) {
                // Every further question would be repeated as often.
                throw new UnacceptableAnswerException(text);
            }
            unclear = unclear.or(() -> Optional.of(text));
        }
        return answer;
    }

    private static boolean pushes(TokenScope scope) {
        return scope.actions().contains("push");
    }
}
