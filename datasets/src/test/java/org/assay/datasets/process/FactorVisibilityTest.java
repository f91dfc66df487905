package org.assay.datasets.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.assay.datasets.language.Languages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactorVisibilityTest {
    /** Both parts of a product show; that one bracket stands under another does not; what is a token cannot be changed. */
    @ParameterizedTest
    @CsvSource({
        "mess3, hidden-state, true",
        "z1r-x-golden-mean, z1r, true",
        "z1r-or-even, component, true",
        "toy-english, follower, true",
        "toy-english, armed-anchor, true",
        "toy-english, bracket-remaining, true",
        "toy-english-v1, span, true",
        "toy-english, category,",
        "mess3, current-token,",
        "bin-majority, majority, true",
        "k-hop-8, image, true"
    })
    void factors_show_where_they_should(String name, String factor, Boolean visible) {
        GeneratingProcess process = Languages.open(name);
        Factor named = process.factors().stream()
                .filter(each -> each.name().equals(factor))
                .findFirst()
                .orElseThrow();
        assertThat(FactorVisibility.of(process, named)).isEqualTo(Optional.ofNullable(visible));
    }
}
