// Declared after the real classes by src/central/signatures. Not to be edited.
package com.thoughtworks.xstream;

public class XStream {
    public native com.thoughtworks.xstream.mapper.Mapper getMapper();

    public native com.thoughtworks.xstream.converters.reflection.ReflectionProvider getReflectionProvider();

    private XStream() {}
}
