// Declared after the real classes by src/central/signatures. Not to be edited.
package hudson;

public abstract class Launcher {
    private Launcher() {}
}
