package io.jenkins.plugins.multiplatform.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs Groovy on a controller, as an administrator may.
 *
 * @see <a href="https://www.jenkins.io/doc/book/managing/script-console/">script console</a>
 */
final class JenkinsScripts {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Pattern CRUMB = Pattern.compile("\"crumb\":\"([^\"]+)\"");
    private static final String END = "end of script";

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final URI address;

    /** @param address of the controller, with user and API token in it if it wants them */
    JenkinsScripts(URI address) {
        this.address = address;
    }

    URI address() {
        return address;
    }

    /** @return what the script prints, without space around it */
    String run(String script) throws BenchException, InterruptedException {
        String body = "script=" + URLEncoder.encode(script + "\nprintln '" + END + "'", StandardCharsets.UTF_8);
        String answer = send(request("scriptText")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Jenkins-Crumb", crumb())
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        int end = answer.lastIndexOf(END);
        if (end < 0) {
            throw new BenchException("the controller could not run " + script + ": " + answer);
        }
        return answer.substring(0, end).strip();
    }

    private String crumb() throws BenchException, InterruptedException {
        Matcher crumb = CRUMB.matcher(send(request("crumbIssuer/api/json").GET()));
        return crumb.find() ? crumb.group(1) : "";
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT);
        String user = address.getUserInfo();
        if (user != null) {
            byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
        }
        return request;
    }

    private String send(HttpRequest.Builder request) throws BenchException, InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new BenchException("the controller answered " + answer.statusCode() + " to "
                        + answer.uri().getPath());
            }
            return answer.body();
        } catch (IOException e) {
            throw new BenchException("the controller can't be asked: " + e, e);
        }
    }
}
