package io.jenkins.plugins.dataclone.docker.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
    private static final Map<String, String> VARIABLES = Map.of("A", "a", "E", "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | plain",
                "$A-${A}-$$A | a-a-$A",
                "${N:-d} ${N-d} ${E:-d} [${E-d}] | d d d []",
                "${A:+x} ${A+x} [${N:+x}] [${E:+x}] ${E+x} | x x [] [] x",
                "${A:?no} ${A?no} [${E?no}] | a a []",
                "${N:-${M:-${A}}}b | ab",
                "${A:-${NOT_LOOKED_UP}} | a",
                "${N:-a:b}/${N:-$$} | a:b/$",
            })
    void replaces(String text, String expected) throws Exception {
        assertThat(Interpolation.apply(text, VARIABLES)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$N | variable N is not set",
                "${N:?give N} | variable N is not set: give N",
                "${E:?give E} | variable E is empty: give E",
                "${N | neither",
                "${N:-d | without its }",
                "5$ | lone $",
                "${} | no variable name",
                "${A!b} | neither",
            })
    void refuses(String text, String why) {
        assertThatThrownBy(() -> Interpolation.apply(text, VARIABLES)).hasMessageContaining(why);
    }

    @Test
    void refusesEndlessNesting() {
        assertThatThrownBy(() -> Interpolation.apply("${N:-".repeat(5000) + "}".repeat(5000), VARIABLES))
                .isInstanceOf(Interpolation.Failure.class);
    }
}
