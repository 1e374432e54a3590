package io.jenkins.plugins.multiplatform.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.kohsuke.stapler.DataBoundSetter;

/** Objects of which every field has a value that is not its default, fields to come included. */
public final class Samples {
    /** Where a form offers a choice. */
    private static final Map<String, String> CHOICES = Map.of(
            "emulation", "forbid",
            "timeout", "90m",
            "agentTimeout", "20m",
            "stallTimeout", "20m",
            "network", "host");

    private Samples() {}

    /** Which the samples name: a form shows no others. */
    public static void credentials() throws Exception {
        for (String id : List.of("one", "two")) {
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, id, "", "user", "password"));
        }
    }

    public static BuildSettings settings() throws ReflectiveOperationException {
        return fill(new BuildSettings());
    }

    /** Calls every setter that forms and scripts call. */
    public static <T> T fill(T bean) throws ReflectiveOperationException {
        List<Method> setters = Stream.of(bean.getClass().getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .toList();
        assertThat(setters).isNotEmpty();
        for (Method setter : setters) {
            setter.invoke(bean, value(bean, setter));
        }
        return bean;
    }

    private static Object value(Object bean, Method setter) throws ReflectiveOperationException {
        String property = setter.getName().substring(3);
        String name = Character.toLowerCase(property.charAt(0)) + property.substring(1);
        Class<?> type = setter.getParameterTypes()[0];
        if (setter.getGenericParameterTypes()[0].getTypeName().contains(DockerRegistryEndpoint.class.getName())) {
            return List.of(
                    new DockerRegistryEndpoint("https://a.example", "one"),
                    new DockerRegistryEndpoint("https://b.example", "two"));
        }
        if (type == List.class) {
            return List.of(name + "=1", name + "=2");
        }
        if (type == String.class) {
            return CHOICES.getOrDefault(name, name);
        }
        if (type == int.class) {
            return 3;
        }
        if (type == Boolean.class) {
            return false;
        }
        assertThat(type).as("what a sample of " + name + " is").isEqualTo(boolean.class);
        return !(boolean) bean.getClass().getMethod("is" + property).invoke(bean);
    }
}
