package org.assay.datasets.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.assay.datasets.cases.ProcessLaws;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every rule language: the built-in ones, and small ones that are enumerated. */
class RuleLanguageLawsTest {
    static Stream<RuleLanguage> builtIn() {
        return Languages.names().stream()
                .map(Languages::open)
                .filter(process -> process instanceof RuleLanguage)
                .map(process -> (RuleLanguage) process);
    }

    static Stream<RuleLanguage> all() {
        return Stream.concat(builtIn(), SmallLanguages.all().stream());
    }

    static List<RuleLanguage> small() {
        return SmallLanguages.all();
    }

    /** Eight languages, so the bound that none exceeds with probability .0027 is 3.6 errors. */
    @ParameterizedTest
    @MethodSource("small")
    void laws_of_small_languages_are_those_of_every_process(RuleLanguage language) {
        assertThat(ProcessLaws.surprise(language)).isCloseTo(0, within(3.6));
        ProcessLaws.requireWordsSumToOne(language);
        ProcessLaws.requireFactorsAreLaws(language);
        ProcessLaws.requireRowsAgreeWithStates(language);
        ProcessLaws.requireStatesAreTheirOwn(language);
        assertThat(ProcessLaws.ownValuesThatChangeNothing(language)).isPositive();
        ProcessLaws.requireResponsibilities(language);
        ProcessLaws.requireLabels(language);
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_is_written_is_read_back_equal(RuleLanguage language) {
        String text = LanguageWriter.write(language.definition());
        LanguageDefinition read = LanguageReader.read("written.yaml", text);
        assertThat(read).isEqualTo(language.definition());
        assertThat(LanguageWriter.write(read)).isEqualTo(text);
        assertThat(RuleLanguage.of(read).id()).isEqualTo(language.id());
    }
}
