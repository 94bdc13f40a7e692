package org.doorstep.relay.contract.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base45Test {
    /// RFC 9285, sections 4.3 and 4.4.
    @ParameterizedTest
    @CsvSource({"AB, BB8", "Hello!!, %69 VD92EX0", "base-45, UJCLQE7W581", "ietf!, QED8WEX0"})
    void theExamplesOfTheStandardComeOut(String text, String code) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

        assertThat(Base45.encode(bytes)).isEqualTo(code);
        assertThat(Base45.decode(code)).hasValueSatisfying(it -> assertThat(it).isEqualTo(bytes));
    }

    /// The last two are the RFC's own: GGW is 65535, the most that two bytes hold, and ::: is past it.
    @ParameterizedTest
    @ValueSource(strings = {"A", "BB8A", "bb8", "BB?", "::", "GGX", ":::"})
    void whatNoBytesEncodeToIsNotDecoded(String code) {
        assertThat(Base45.decode(code)).isEmpty();
    }

    @Test
    void theLargestPairIsDecoded() {
        assertThat(Base45.decode("FGW")).hasValueSatisfying(it -> assertThat(it).containsExactly(0xff, 0xff));
    }

    @Test
    void anyBytesComeBack() {
        Random random = new Random(45);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertThat(Base45.decode(Base45.encode(bytes)))
                    .hasValueSatisfying(it -> assertThat(it).isEqualTo(bytes));
        }
    }
}
