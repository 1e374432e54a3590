package io.jenkins.plugins.multiplatform.jenkins.run;

import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.converters.reflection.ReflectionProvider;
import com.thoughtworks.xstream.converters.reflection.ReflectionProviderWrapper;
import hudson.util.RobustReflectionConverter;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes of a build's settings what was set, so that a job's file shows what its author chose. What a file does not have
 * is its default again when it is read.
 */
class SettingsConverter extends RobustReflectionConverter {
    SettingsConverter(XStream xstream) {
        super(xstream.getMapper(), new WithoutDefaults(xstream.getReflectionProvider()));
    }

    private static final class WithoutDefaults extends ReflectionProviderWrapper {
        WithoutDefaults(ReflectionProvider provider) {
            super(provider);
        }

        @Override
        @SuppressWarnings("rawtypes")
        public void visitSerializableFields(Object settings, Visitor visitor) {
            Map<String, Object> defaults = new HashMap<>();
            super.visitSerializableFields(
                    new BuildSettings(), (name, type, definedIn, value) -> defaults.put(name, value));
            super.visitSerializableFields(settings, new Visitor() {
                @Override
                public void visit(String name, Class type, Class definedIn, Object value) {
                    if (value != null && !value.equals(defaults.get(name))) {
                        visitor.visit(name, type, definedIn, value);
                    }
                }
            });
        }
    }
}
