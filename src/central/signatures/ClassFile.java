import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a class file refers to, read from its constant pool.
 *
 * @see <a href="https://docs.oracle.com/javase/specs/jvms/se17/html/jvms-4.html#jvms-4.4">the constant pool</a>
 */
final class ClassFile {
    /** @param owner internal name of the class by which the member is reached */
    record Member(String owner, String name, String descriptor, boolean field) {}

    private static final Pattern TYPE_IN_SIGNATURE = Pattern.compile("L([\\w/$]+)(?=[;<])");

    /** Binary names of types. */
    final Set<String> types = new HashSet<>();

    final Set<Member> members = new HashSet<>();

    /** All names and texts. */
    final Set<String> texts = new HashSet<>();

    /** Methods that lambdas implement: name and descriptor of the call that makes the object. */
    final Set<Member> lambdas = new HashSet<>();

    private final Object[] pool;

    private ClassFile(DataInputStream in) throws IOException {
        in.skipBytes(8);
        pool = new Object[in.readUnsignedShort()];
        for (int i = 1; i < pool.length; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> pool[i] = in.readUTF();
                case 3, 4 -> in.readInt();
                case 5, 6 -> {
                    in.readLong();
                    i++;
                }
                case 7 -> pool[i] = new int[] {7, in.readUnsignedShort()};
                case 8, 16, 19, 20 -> in.readUnsignedShort();
                case 9, 10, 11, 12, 17, 18 -> pool[i] =
                        new int[] {tag, in.readUnsignedShort(), in.readUnsignedShort()};
                case 15 -> in.skipBytes(3);
                default -> throw new IOException("unknown constant " + tag);
            }
        }
    }

    static ClassFile read(Path file) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            ClassFile result = new ClassFile(in);
            result.collect();
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private void collect() {
        for (Object entry : pool) {
            if (entry instanceof String text) {
                texts.add(text);
                Matcher matcher = TYPE_IN_SIGNATURE.matcher(text);
                while (matcher.find()) {
                    types.add(matcher.group(1).replace('/', '.'));
                }
            } else if (entry instanceof int[] constant) {
                collect(constant);
            }
        }
    }

    private void collect(int[] constant) {
        switch (constant[0]) {
            case 7 -> {
                String name = (String) pool[constant[1]];
                if (!name.startsWith("[")) {
                    types.add(name.replace('/', '.'));
                }
            }
            case 9, 10, 11 -> members.add(member((String) pool[((int[]) pool[constant[1]])[1]], constant));
            case 18 -> lambdas.add(member("", constant));
            default -> {}
        }
    }

    private Member member(String owner, int[] constant) {
        int[] nameAndType = (int[]) pool[constant[2]];
        return new Member(owner, (String) pool[nameAndType[1]], (String) pool[nameAndType[2]], constant[0] == 9);
    }
}
