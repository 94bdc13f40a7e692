package org.doorstep.firmware.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.doorstep.relay.contract.Wire;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChromiumPolicyTest {
    private static final String PAGE = "http://127.0.0.1:8402";

    private final JsonNode policy = Wire.JSON.readTree(ChromiumPolicy.of(URI.create(PAGE + "/")));

    @Test
    void nothingButTheKiosksOwnPageIsShown() {
        assertThat(policy.get("URLBlocklist").get(0).stringValue()).isEqualTo("*");
        assertThat(policy.get("URLAllowlist").size()).isEqualTo(1);
        assertThat(policy.get("URLAllowlist").get(0).stringValue()).isEqualTo(PAGE);
    }

    @Test
    void aNewTabAndAStartLeadThereToo() {
        assertThat(policy.get("NewTabPageLocation").stringValue()).isEqualTo(PAGE);
        assertThat(policy.get("HomepageLocation").stringValue()).isEqualTo(PAGE);
        assertThat(policy.get("RestoreOnStartupURLs").get(0).stringValue()).isEqualTo(PAGE);
    }

    @Test
    void whatOpensAFileOrAToolIsOff() {
        assertThat(policy.get("AllowFileSelectionDialogs").booleanValue()).isFalse();
        assertThat(policy.get("PrintingEnabled").booleanValue()).isFalse();
        assertThat(policy.get("DeveloperToolsAvailability").intValue()).isEqualTo(2);
        assertThat(policy.get("DownloadRestrictions").intValue()).isEqualTo(3);
        assertThat(policy.get("DefaultPopupsSetting").intValue()).isEqualTo(2);
    }
}
