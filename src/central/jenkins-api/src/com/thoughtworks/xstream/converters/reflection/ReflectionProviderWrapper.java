// Declared after the real classes by src/central/signatures. Not to be edited.
package com.thoughtworks.xstream.converters.reflection;

public class ReflectionProviderWrapper implements com.thoughtworks.xstream.converters.reflection.ReflectionProvider {
    public ReflectionProviderWrapper(com.thoughtworks.xstream.converters.reflection.ReflectionProvider p0) {}

    public native void visitSerializableFields(
            java.lang.Object p0, com.thoughtworks.xstream.converters.reflection.ReflectionProvider.Visitor p1);
}
