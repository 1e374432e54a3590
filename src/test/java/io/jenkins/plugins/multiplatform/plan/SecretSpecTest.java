package io.jenkins.plugins.multiplatform.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretSpecTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id=a,src=f            | a | f   |
            id=a,source=f         | a | f   |
            ID=a,Src=f            | a | f   |
            id=a                  | a |     |
            id=a,env=V            | a |     | V
            id=a,src=V,type=env   | a |     | V
            type=env,id=a,env=V   | a |     | V
            type=file,id=a,src=f  | a | f   |
            "id=a,b","src=x""y"   | a,b | x"y |
            id=a,src=x=y          | a | x=y |
            """, quoteCharacter = '\'', emptyValue = "", nullValues = "null")
    void readsWhatBuildxReads(String written, String id, String file, String variable) throws Exception {
        assertThat(SecretSpec.parse(written))
                .isEqualTo(new SecretSpec(id, file == null ? "" : file, variable == null ? "" : variable));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id=a,to=b       | unexpected key 'to' in 'to=b'
            id=a,TO=b       | unexpected key 'to' in 'TO=b'
            id=a,type=vault | unsupported secret type "vault"
            token           | invalid field 'token' must be a key=value pair
            id=a,           | invalid field '' must be a key=value pair
            src=f           | secret missing ID
            id=a"b          | failed to parse csv secret: bare " in non-quoted field of id=a"b: quote the whole field, as in "name=a,b"
            "id=a           | failed to parse csv secret: extraneous or missing " in quoted field of "id=a
            "id=a"b         | failed to parse csv secret: extraneous or missing " in quoted field of "id=a"b
            """, quoteCharacter = '\'')
    void refusesWithBuildxsWords(String written, String message) {
        assertThatThrownBy(() -> SecretSpec.parse(written))
                .isInstanceOf(PlanException.class)
                .hasMessage(message);
    }

    @Test
    void lastOfAFieldWins() throws Exception {
        assertThat(SecretSpec.parse("id=a,id=b,src=1,src=2")).isEqualTo(new SecretSpec("b", "2", ""));
    }
}
