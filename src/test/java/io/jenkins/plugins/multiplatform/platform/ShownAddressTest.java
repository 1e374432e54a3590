package io.jenkins.plugins.multiplatform.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://u:p@ss@host/b.git,              https://host/b.git",
        "https://u:p@host/b.git#main:sub,        https://host/b.git#main:sub",
        "https://token@host:8443/b.git,          https://host:8443/b.git",
        "https://u:p/ss@host/b.git,              https://host/b.git",
        "https://u:p#ss?@host/b.git,             https://host/b.git",
        "https://u:@@host/b.git,                 https://host/b.git",
        "git://u:p@[::1]:9418/b.git,             git://[::1]:9418/b.git",
        "https://host/@scope/b.git,              https://host/@scope/b.git",
        "https://[::1]:5000/@scope/b,            https://[::1]:5000/@scope/b",
        "https://host:443/a@b,                   https://host:443/a@b",
        "git@host:a/b.git,                       git@host:a/b.git",
        "/ws/a@b,                                /ws/a@b",
    })
    void userAndPasswordAreNotShown(String address, String shown) {
        assertThat(ShownAddress.in(address)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/c.tar?token=s3cret,                    https://host/c.tar?token=***",
        "https://host/c.tar?a=1&X-Amz-Signature=f00&b,       https://host/c.tar?a=***&X-Amz-Signature=***&b",
        "https://host/b.git?ref=v1&token=s3cret#main,        https://host/b.git?ref=v1&token=***#main",
        "https://host/b.git?subdir=a/b&keep-git-dir=1,       https://host/b.git?subdir=a/b&keep-git-dir=1",
    })
    void norAreTokensInTheQuery(String address, String shown) {
        assertThat(ShownAddress.in(address)).isEqualTo(shown);
    }

    @Test
    void allAddressesOfATextAreMeant() {
        assertThat(ShownAddress.in(
                        "[internal] load git source https://u:p@ss@host/b.git#main, ssh://git:x@h/$1 as a@b"))
                .isEqualTo("[internal] load git source https://host/b.git#main, ssh://h/$1 as a@b");
    }
}
