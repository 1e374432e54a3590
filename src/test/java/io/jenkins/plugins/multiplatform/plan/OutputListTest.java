package io.jenkins.plugins.multiplatform.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputListTest {
    private static OutputList of(String... written) throws PlanException {
        return OutputList.of(List.of(written), false, List.of());
    }

    @Test
    void readsWhatBuildxReads() throws Exception {
        assertThat(of("out", "type=local,dest=a,platform-split=false", "\"type=tar\",\"dest=a,b.tar\"")
                        .outputs())
                .containsExactly(
                        new OutputSpec("local", "out", Map.of()),
                        new OutputSpec("local", "a", Map.of("platform-split", "false")),
                        new OutputSpec("tar", "a,b.tar", Map.of()));
        assertThat(of("type=oci,dest=o.tar, Compression=zstd").outputs())
                .containsExactly(new OutputSpec("oci", "o.tar", Map.of("compression", "zstd")));
        assertThat(of("type=cacheonly")).isEqualTo(new OutputList(false, false, List.of(), List.of()));
    }

    @Test
    void takesEntriesAsCommandsPrintThem() throws Exception {
        assertThat(of("out\n", "type=tar,dest=a.tar\r\n").outputs())
                .containsExactly(new OutputSpec("local", "out", Map.of()), new OutputSpec("tar", "a.tar", Map.of()));
    }

    @Test
    void knowsWhatIsPushed() throws Exception {
        assertThat(of("type=registry,name=r/a:1").push()).isTrue();
        assertThat(of("\"type=image\",\"name=r/a:1,r/b:2\",push=true"))
                .extracting(OutputList::push, OutputList::tags)
                .containsExactly(true, List.of("r/a:1", "r/b:2"));
        assertThat(OutputList.of(List.of("type=registry,name=r/a"), false, List.of("r/t:1"))
                        .tags())
                .as("tags win")
                .containsExactly("r/t:1");
        assertThat(OutputList.of(List.of("type=image,compression=zstd", "out"), true, List.of("r/t:1")))
                .extracting(OutputList::push, list -> list.outputs().size())
                .containsExactly(true, 2);
        assertThat(of("type=local,dest=out").push()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        type=image,name=r/a,push=True      | true
        type=image,name=r/a,push=1         | true
        type=image,name=r/a,push=          | true
        type=image,name=r/a,push=0         | false
        type=image,name=r/a                | false
        type=registry,name=r/a,push=false  | true
        type=registry,name=r/a,push=t      | true
        """)
    void readsWhetherItIsPushedAsTheDaemonDoes(String written, boolean pushed) throws Exception {
        assertThat(of(written).push()).isEqualTo(pushed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
        type=image,push=bogus           | non-bool value specified for push: strconv.ParseBool: parsing "bogus": invalid syntax
        type=image,push-by-digest=yes   | non-bool value specified for push-by-digest: strconv.ParseBool: parsing "yes": invalid syntax
        type=local,dest=a,platform-split= | non-bool value specified for platform-split: strconv.ParseBool: parsing "": invalid syntax
        type=oci,dest=a,tar=no          | non-bool value specified for tar: strconv.ParseBool: parsing "no": invalid syntax
        """)
    void refusesWhatIsNeitherTrueNorFalse(String written, String message) {
        assertThatThrownBy(() -> of(written)).isInstanceOf(PlanException.class).hasMessage(message);
    }

    @Test
    void splitsFoldersAsGoReadsTrueAndFalse() throws Exception {
        assertThat(of("type=local,dest=a,platform-split=0").outputs().get(0).splits(true))
                .isFalse();
        assertThat(of("type=local,dest=a,platform-split=T").outputs().get(0).splits(false))
                .isTrue();
        assertThat(of("type=local,dest=a").outputs().get(0).splits(true)).isTrue();
    }

    @Test
    void pushesByDigestUnderNoTag() throws Exception {
        assertThat(of("type=image,name=r/app,push-by-digest=true,name-canonical=true,push=true"))
                .extracting(OutputList::push, OutputList::tags)
                .containsExactly(true, List.of("r/app"));
        assertThatThrownBy(() ->
                        OutputList.of(List.of("type=image,push-by-digest=true,push=true"), false, List.of("r/app:1")))
                .hasMessage(
                        "can't push tagged ref r/app:1 by digest: name the repository in the output (name=…) and give"
                                + " no tags");
    }

    @Test
    void knowsWhatTheEngineKeeps() throws Exception {
        assertThat(of("type=docker")).isEqualTo(new OutputList(false, true, List.of(), List.of()));
        OutputSpec image = OutputSpec.parse("type=image,name=a:1");
        assertThat(of("type=image,name=a:1")).isEqualTo(new OutputList(false, true, List.of("a:1"), List.of(image)));
        assertThat(of("type=image,name=a:1").withoutKept())
                .isEqualTo(new OutputList(false, true, List.of("a:1"), List.of()));
        assertThat(of("type=image", "type=docker").outputs())
                .as("one has to get into an engine")
                .isEmpty();
        assertThat(of("type=image", "type=registry,name=a:1").outputs())
                .as("what is pushed decides")
                .extracting(OutputSpec::type)
                .containsExactly("registry");
        assertThat(OutputList.of(List.of("type=docker"), true, List.of("r/t:1")))
                .extracting(OutputList::push, OutputList::load)
                .containsExactly(true, true);
        assertThat(of("type=docker,dest=d.tar").load()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
        dest=out,a=b                    | type is required for output
        type=local,out                  | invalid value out
        type=local                      | dest is required for local exporter
        type=local,dest=-               | dest cannot be stdout for local exporter
        type=oci,tar=false              | dest is required for oci exporter
        type=docker,tar=0,dest=-        | dest cannot be stdout for docker exporter
        type=local,dest=o,mode=move     | invalid local exporter mode "move"
        type=zip,dest=o                 | exporter "zip" could not be found
        type=local,"dest=o              | extraneous or missing " in quoted field of type=local,"dest=o
        """)
    void refusesWithBuildxsWordsWhereItHasSome(String written, String message) {
        assertThatThrownBy(() -> of(written)).isInstanceOf(PlanException.class).hasMessage(message);
    }

    @Test
    void writesArchivesWithoutADestinationToTheStandardOutput() throws Exception {
        for (String written : List.of("-", "type=tar", "type=tar,dest=-", "type=oci", "type=docker,dest=-")) {
            assertThat(of(written).usesStandardOutput()).as(written).isTrue();
        }
        assertThat(of("type=docker").usesStandardOutput()).isFalse();
        assertThat(of("out", "type=oci,dest=o.tar").usesStandardOutput()).isFalse();
        assertThatThrownBy(() -> of("type=oci", "-"))
                .isInstanceOf(PlanException.class)
                .hasMessage("multiple outputs configured to write to stdout");
    }

    @Test
    void knowsWhatIsALayoutInAFolder() throws Exception {
        assertThat(of("type=oci,dest=o,tar=false", "type=docker,dest=o,tar=F").outputs())
                .allMatch(OutputSpec::isLayout);
        assertThat(of("type=oci,dest=o,tar=true", "type=oci,dest=o,tar=", "type=tar,dest=o,tar=false")
                        .outputs())
                .noneMatch(OutputSpec::isLayout);
    }
}
