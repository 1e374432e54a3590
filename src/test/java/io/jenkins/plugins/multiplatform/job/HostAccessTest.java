package io.jenkins.plugins.multiplatform.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.multiplatform.options.StepOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAccessTest {
    private static final String CURE =
            " is not allowed for the job \"team/app/main\": it gives steps of the build more of their node than a"
                    + " sandbox. An administrator allows it for jobs and folders under Manage Jenkins, System,"
                    + " Multi-platform builds, Access to nodes (hostAccess in Configuration as Code)";
    private static final String JOB = "team/app/main";
    private static final HostAccess STANDARD = new HostAccess(false, false, List.of());

    private static StepOptions steps(String network, String cgroupParent, String... allow) throws Exception {
        return StepOptions.parse(network, List.of(), "", List.of(), cgroupParent, List.of(allow));
    }

    private static HostAccess granting(String jobs, String allowed) throws Exception {
        return new HostAccess(true, true, List.of(HostAccess.Grant.parse(jobs, allowed)));
    }

    /** A slip of an administrator's pen must not end the builds of those who ask for nothing. */
    @Test
    void aGrantThatCanNotBeReadFailsThoseAloneWhoNeedOne() throws Exception {
        HostAccess access = new HostAccess(
                false, false, List.of(HostAccess.Grant.parse("team/**", "security.insecure")), "it can't be read");
        access.require(steps("", ""), "other/job");
        access.require(steps("", "", "security.insecure"), "team/job");
        assertThatThrownBy(() -> access.require(steps("", "", "security.insecure"), "other/job"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("it can't be read");
    }

    @Test
    void nobodyHasTheNodeUnlessAnAdministratorSaysSo() throws Exception {
        assertThatThrownBy(() -> STANDARD.require(steps("", "", "security.insecure"), JOB))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("security.insecure" + CURE);
        assertThatThrownBy(() -> STANDARD.require(steps("", "/system.slice"), JOB))
                .hasMessage("cgroupParent" + CURE);
        assertThatThrownBy(() -> STANDARD.require(steps("", "/", "security.insecure", "network.host"), JOB))
                .hasMessage("security.insecure, cgroupParent" + CURE);
    }

    @Test
    void networksAndDevicesAreLeftToTheDaemonUnlessTheyAreRestricted() throws Exception {
        StepOptions steps = steps("host", "", "device", "device=vendor.example/gpu=0");
        STANDARD.require(steps, JOB);
        assertThatThrownBy(() -> new HostAccess(true, false, List.of()).require(steps, JOB))
                .hasMessage("network.host" + CURE);
        assertThatThrownBy(() -> new HostAccess(false, true, List.of()).require(steps, JOB))
                .hasMessage("device, device=vendor.example/gpu=0" + CURE);
    }

    @Test
    void aGrantIsForWhatItNames() throws Exception {
        granting(JOB, "security.insecure, cgroupParent\nnetwork.host, device")
                .require(steps("host", "/", "security.insecure", "device=x"), JOB);
        assertThatThrownBy(() -> granting(JOB, "cgroupParent").require(steps("", "/", "security.insecure"), JOB))
                .hasMessage("security.insecure" + CURE);
        granting(JOB, "device=gpu").require(steps("", "", "device=gpu"), JOB);
        assertThatThrownBy(() -> granting(JOB, "device=gpu").require(steps("", "", "device"), JOB))
                .hasMessage("device" + CURE);
        assertThatThrownBy(() -> granting(JOB, "device=gpu").require(steps("", "", "device=other"), JOB))
                .hasMessage("device=other" + CURE);
    }

    @ParameterizedTest
    @CsvSource({
        "team/app/main, true",
        "team/**,       true",
        "**,            true",
        "**/main,       true",
        "team/**/main,  true",
        "team/*/main,   true",
        "t*m/a*/m*n,    true",
        "*/*/*,         true",
        "team/app/main/**, true",
        "team,          false",
        "team/*,        false",
        "*,             false",
        "tea/**,        false",
        "team/app,      false",
        "**/app,        false",
        "team/app/mai,  false",
        "team/app/*mainmain*, false",
        "TEAM/**,       false",
        "team/app/.*,   false",
    })
    void aGrantIsForTheJobsThatItsPatternNames(String pattern, boolean allowed) throws Exception {
        HostAccess access = granting(pattern, "security.insecure");
        StepOptions steps = steps("", "", "security.insecure");
        if (allowed) {
            assertThatCode(() -> access.require(steps, JOB)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> access.require(steps, JOB)).hasMessage("security.insecure" + CURE);
        }
    }

    @Test
    void aGrantThatSaysNothingIsAnError() {
        assertThatThrownBy(() -> HostAccess.Grant.parse(" ", "device"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessage("no jobs are named: give a full name or a pattern such as team/**, and ** for all jobs");
        assertThatThrownBy(() -> HostAccess.Grant.parse("**", " , "))
                .hasMessage("nothing is allowed: give cgroupParent, security.insecure, network.host or device");
        assertThatThrownBy(() -> HostAccess.Grant.parse("**", "security.insecure, root"))
                .hasMessage("\"root\" can't be allowed: valid are cgroupParent, security.insecure, network.host, device"
                        + " and device=NAME");
    }
}
