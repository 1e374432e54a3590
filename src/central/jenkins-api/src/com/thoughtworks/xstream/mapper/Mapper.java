// Declared after the real classes by src/central/signatures. Not to be edited.
package com.thoughtworks.xstream.mapper;

public interface Mapper {}
