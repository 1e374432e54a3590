// Declared after the real classes by src/central/signatures. Not to be edited.
package com.thoughtworks.xstream.converters.reflection;

public interface ReflectionProvider {
    void visitSerializableFields(
            java.lang.Object p0, com.thoughtworks.xstream.converters.reflection.ReflectionProvider.Visitor p1);

    public interface Visitor {
        void visit(java.lang.String p0, java.lang.Class p1, java.lang.Class p2, java.lang.Object p3);
    }
}
