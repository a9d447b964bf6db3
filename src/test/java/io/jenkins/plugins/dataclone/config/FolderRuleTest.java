package io.jenkins.plugins.dataclone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderRuleTest {
    @Test
    void noPatternLetsEveryJobIn() {
        assertThat(FolderRule.allows(List.of(), "any/job")).isTrue();
    }

    @Test
    void onePatternOfSeveralIsEnough() {
        assertThat(FolderRule.allows(List.of("a", "b"), "b/job")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "shop, shop",
        "shop, shop/app",
        "shop, shop/app/main",
        "shop/*-tests, shop/unit-tests",
        "shop/*-tests, shop/unit-tests/main",
        "shop/*, shop/app/main",
        "shop/**/it, shop/it",
        "shop/**/it, shop/a/b/it",
        "**/it, it",
        "**/it, a/b/it/main",
        "**, anything/at/all",
        "*, anything/at/all",
        "a.b, a.b/c"
    })
    void letsIn(String pattern, String item) {
        assertThat(FolderRule.allows(List.of(pattern), item)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "shop, shopping",
        "shop, shopping/app",
        "shop, other/shop",
        "shop/*, shop",
        "shop/*-tests, shop/x/unit-tests",
        "shop/app, shop/application",
        "shop/**/it, shop/a/bit",
        "**/it, a/bit",
        "a.b, axb/c",
        "Shop, shop/app"
    })
    void keepsOut(String pattern, String item) {
        assertThat(FolderRule.allows(List.of(pattern), item)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop", "shop/", "shop//app", "/", " "})
    void refusesPatternsWithEmptyNames(String pattern) {
        assertThat(FolderRule.problem(pattern)).isPresent();
    }

    @Test
    void acceptsOrdinaryPatterns() {
        assertThat(FieldRules.each(List.of("shop", "shop/*-tests", "**/it"), FolderRule::problem))
                .isEmpty();
    }
}
