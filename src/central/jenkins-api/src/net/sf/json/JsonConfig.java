// Declared after the real classes by src/central/signatures. Not to be edited.
package net.sf.json;

public class JsonConfig {
    private JsonConfig() {}
}
