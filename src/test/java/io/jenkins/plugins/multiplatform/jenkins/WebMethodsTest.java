package io.jenkins.plugins.multiplatform.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import java.lang.reflect.Method;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.QueryParameter;

/** What the forms' fields are filled and checked by: found by reflection, so that a new one is held to the same rules. */
@WithJenkins
class WebMethodsTest {
    private static final String PACKAGE = "io.jenkins.plugins.multiplatform.";
    private static final String KNOWN = "known-canary";
    private static final String UNKNOWN = "nobody-has-this";
    private static JenkinsRule jenkins;

    /** @param name as an address has it, such as {@code checkTags} */
    private record WebMethod(Class<?> descriptor, String name, List<String> parameters) {
        static Stream<WebMethod> of(Class<?> descriptor) {
            return Stream.of(descriptor.getMethods())
                    .filter(method -> method.getDeclaringClass().getName().startsWith(PACKAGE))
                    .filter(method -> method.getName().matches("do[A-Z].*"))
                    .map(method -> new WebMethod(descriptor, name(method), parameters(method)));
        }

        private static String name(Method method) {
            return Character.toLowerCase(method.getName().charAt(2))
                    + method.getName().substring(3);
        }

        private static List<String> parameters(Method method) {
            return Stream.of(method.getParameters())
                    .filter(parameter -> parameter.isAnnotationPresent(QueryParameter.class))
                    .map(parameter -> {
                        String name =
                                parameter.getAnnotation(QueryParameter.class).value();
                        return name.isEmpty() ? parameter.getName() : name;
                    })
                    .toList();
        }

        String address(String above, String value) {
            String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
            List<String> query = parameters.stream()
                    .map(parameter -> parameter + "=" + encoded)
                    .toList();
            // A class within another is named as Jenkins names it in its own pages.
            return above + "descriptorByName/"
                    + Jenkins.get().getDescriptorByType(type()).getId() + "/" + name + "?" + String.join("&", query);
        }

        @SuppressWarnings("unchecked")
        private <D extends Descriptor<?>> Class<D> type() {
            return (Class<D>) descriptor;
        }

        @Override
        public String toString() {
            return descriptor.getName().substring(PACKAGE.length()) + "." + name;
        }
    }

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        FreeStyleProject job = jenkins.createFreeStyleProject("job");
        jenkins.createSlave("agent", KNOWN, null);
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new UsernamePasswordCredentialsImpl(
                                CredentialsScope.GLOBAL, KNOWN, "", "user-" + KNOWN, "password"));
        // It keeps other sites out, not users.
        jenkins.jenkins.setCrumbIssuer(null);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader", "nobody")
                .grant(Item.READ)
                .onItems(job)
                .to("reader"));
    }

    static List<WebMethod> methods() {
        return Jenkins.get().getExtensionList(Descriptor.class).stream()
                .<Class<?>>map(Descriptor::getClass)
                .filter(type -> type.getName().startsWith(PACKAGE))
                .flatMap(WebMethod::of)
                .toList();
    }

    @Test
    void areAllKnownHere() {
        assertThat(methods())
                .extracting(WebMethod::name)
                .contains("checkNodes", "checkLabel", "checkCredentialsId", "fillCredentialsIdItems", "fillPushItems");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void answersNoGet(WebMethod method) throws Exception {
        for (String above : List.of("", "job/job/")) {
            assertThat(send("admin", method.address(above, KNOWN), HttpRequest.Builder::GET)
                            .statusCode())
                    .isIn(404, 405);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void tellsNobodyWhatExists(WebMethod method) throws Exception {
        for (String above : List.of("", "job/job/")) {
            for (String value : List.of("%s", "linux/arm64=%s")) {
                String known = post("reader", method.address(above, value.formatted(KNOWN)));
                String unknown = post("reader", method.address(above, value.formatted(UNKNOWN)));
                assertThat(known.replace(KNOWN, UNKNOWN)).isEqualTo(unknown).doesNotContain("user-");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void refusesWhoMayNotReadJenkins(WebMethod method) throws Exception {
        assertThat(post("", method.address("", KNOWN))).startsWith("403");
        assertThat(post("nobody", method.address("job/job/", KNOWN))).startsWith("404");
    }

    @Test
    void tellAdministratorsWhatExists() throws Exception {
        List<String> telling = new ArrayList<>();
        for (WebMethod method : methods()) {
            String value = method.name().equals("checkNodes") ? "linux/arm64=%s" : "%s";
            String known = post("admin", method.address("job/job/", value.formatted(KNOWN)));
            String unknown = post("admin", method.address("job/job/", value.formatted(UNKNOWN)));
            if (!known.replace(KNOWN, UNKNOWN).equals(unknown)) {
                telling.add(method.name());
            }
        }
        assertThat(telling).contains("checkNodes", "checkLabel", "checkCredentialsId", "fillCredentialsIdItems");
    }

    private static String post(String user, String address) throws Exception {
        HttpResponse<String> answer = send(user, address, request -> request.POST(HttpRequest.BodyPublishers.noBody()));
        return answer.statusCode() + " " + answer.body();
    }

    private static HttpResponse<String> send(String user, String address, UnaryOperator<HttpRequest.Builder> method)
            throws Exception {
        HttpRequest.Builder request =
                method.apply(HttpRequest.newBuilder(jenkins.getURL().toURI().resolve(address)));
        if (!user.isEmpty()) {
            byte[] login = (user + ":" + user).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
