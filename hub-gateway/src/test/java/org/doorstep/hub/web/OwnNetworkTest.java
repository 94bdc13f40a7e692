package org.doorstep.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "::1, true",
        "192.168.1.20, true",
        "10.0.0.7, true",
        "172.16.4.4, true",
        "169.254.3.3, true",
        "fd12:3456::7, true",
        "fe80::1, true",
        "172.32.0.1, false",
        "203.0.113.9, false",
        "2001:db8::9, false",
        "hub.example, false",
        "'', false"
    })
    void anAddressIsInTheBuildingIfNoOtherNetworkCanHaveIt(String address, boolean near) {
        assertThat(OwnNetwork.has(address)).isEqualTo(near);
    }
}
