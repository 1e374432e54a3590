// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson.util;

public class RobustReflectionConverter {
    public RobustReflectionConverter(com.thoughtworks.xstream.mapper.Mapper p0, com.thoughtworks.xstream.converters.reflection.ReflectionProvider p1) {}
}
