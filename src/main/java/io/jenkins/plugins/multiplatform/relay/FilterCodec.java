package io.jenkins.plugins.multiplatform.relay;

import io.jenkins.plugins.multiplatform.context.ContextFilter;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The content that a WALK asks with: three lists of patterns, each after its length. */
final class FilterCodec {
    /** Of all lists together: what N has W keep in memory. */
    static final int MAX_PATTERNS = ContextFilter.MAX_PATTERNS;

    private static final int MAX_CHARACTERS = ContextFilter.MAX_CHARACTERS;

    private FilterCodec() {}

    static void write(DataOutput out, ContextFilter filter) throws IOException {
        for (List<String> list : List.of(filter.includes(), filter.excludes(), filter.followPaths())) {
            out.writeInt(list.size());
            for (String pattern : list) {
                Texts.write(out, pattern);
            }
        }
    }

    /** @throws RelayException if there are more patterns than allowed */
    static ContextFilter read(InputStream in) throws IOException {
        Lists lists = new Lists(new DataInputStream(in));
        return new ContextFilter(lists.next(), lists.next(), lists.next());
    }

    private static final class Lists {
        private final DataInput in;
        private int patterns;
        private int characters;

        Lists(DataInput in) {
            this.in = in;
        }

        List<String> next() throws IOException {
            int size = in.readInt();
            if (size < 0 || size > MAX_PATTERNS - patterns) {
                throw tooMany();
            }
            patterns += size;
            List<String> list = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                String pattern = Texts.read(in);
                characters += pattern.length();
                if (characters > MAX_CHARACTERS) {
                    throw tooMany();
                }
                list.add(pattern);
            }
            return list;
        }

        private static RelayException tooMany() {
            return new RelayException("Refused to list the build context: .dockerignore and what the Dockerfile copies"
                    + " make more than " + MAX_PATTERNS + " patterns or " + MAX_CHARACTERS + " characters. Use fewer"
                    + " and wider patterns.");
        }
    }
}
