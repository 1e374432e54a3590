package io.jenkins.plugins.multiplatform.context;

/**
 * Go's {@code os.FileMode}, which is not the {@code st_mode} of the operating system.
 *
 * @see <a href="https://pkg.go.dev/io/fs#FileMode">io/fs.FileMode</a>
 */
public final class GoFileMode {
    public static final int DIRECTORY = 1 << 31;
    public static final int SYMLINK = 1 << 27;
    public static final int DEVICE = 1 << 26;
    public static final int NAMED_PIPE = 1 << 25;
    public static final int SETUID = 1 << 23;
    public static final int SETGID = 1 << 22;
    public static final int CHARACTER_DEVICE = 1 << 21;
    public static final int STICKY = 1 << 20;
    public static final int PERMISSIONS = 0777;
    /** All bits that say what kind of file it is. */
    public static final int TYPE = DIRECTORY | SYMLINK | DEVICE | NAMED_PIPE | CHARACTER_DEVICE;

    private static final int S_IFMT = 0170000;

    private GoFileMode() {}

    /** From {@code st_mode}. A socket gets no type, as fsutil does it. */
    static int of(int stMode) {
        int mode = stMode & PERMISSIONS;
        mode |= (stMode & 04000) != 0 ? SETUID : 0;
        mode |= (stMode & 02000) != 0 ? SETGID : 0;
        mode |= (stMode & 01000) != 0 ? STICKY : 0;
        return mode
                | switch (stMode & S_IFMT) {
                    case 0040000 -> DIRECTORY;
                    case 0120000 -> SYMLINK;
                    case 0060000 -> DEVICE;
                    case 0020000 -> DEVICE | CHARACTER_DEVICE;
                    case 0010000 -> NAMED_PIPE;
                    default -> 0;
                };
    }
}
