package org.assay.reports.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Stream;
import org.assay.datasets.cases.ProcessCases;
import org.assay.datasets.file.Json;
import org.assay.datasets.language.Languages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PosteriorCommandTest {
    private static final double PRINTED = 5e-4;
    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore_locale() {
        Locale.setDefault(before);
    }

    private static JsonNode posterior(String language, String context) throws JsonProcessingException {
        CommandLineCall call = CommandLineCall.of("posterior", language, "--context", context, "--json");
        assertThat(call.code()).as(call.toString()).isZero();
        assertThat(call.err()).isEmpty();
        return Json.parse(call.out(), JsonNode.class);
    }

    static Stream<Arguments> knownLaws() {
        return ProcessCases.all().stream()
                .filter(known -> Languages.names().contains(known.process().name()))
                .filter(known -> known.process()
                        .id()
                        .equals(Languages.open(known.process().name()).id()))
                .flatMap(known -> known.laws().stream()
                        .map(law -> Arguments.of(known.process().name(), law)));
    }

    @ParameterizedTest
    @MethodSource("knownLaws")
    void every_law_in_the_table_of_cases_is_answered(String language, ProcessCases.Law law)
            throws JsonProcessingException {
        JsonNode answer = posterior(language, law.context());
        law.probabilities()
                .forEach((token, probability) -> assertThat(
                                answer.get("next").get(token).asDouble())
                        .as(token)
                        .isCloseTo(probability, within(PRINTED)));
        if (!Double.isNaN(law.entropy())) {
            assertThat(answer.get("entropy").asDouble()).isCloseTo(law.entropy(), within(PRINTED));
        }
    }

    /** Laws and winning rules as the definition of the language says them, worked out by hand. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'. eve'                      | likes  | .658   | noun-bigram:eve",
                "'. eve'                      | meets  | .188   | noun-bigram:eve",
                "'. eve'                      | calls  | .094   | noun-bigram:eve",
                "'. eve'                      | (      | .03    | noun-bigram:eve",
                "'. eve'                      | [      | .03    | noun-bigram:eve",
                "''                           | the    | .125   | category-bigram",
                "'the alice'                  | runs   | .94    | token-trigram:the:alice",
                "'in park'                    | alice  | .94    | token-trigram:in:park",
                "'the eve'                    | walks  | .1175  | category-trigram:FUNC:NOUN",
                "'. eve sees park . eve'      | sees   | .94    | induction",
                "'the alice runs . alice'     | runs   | .94    | induction",
                "'the beach big'              | at     | .94    | skip-trigram:beach:big",
                "'a beach'                    | big    | .188   | category-bigram",
                "'a beach'                    | .      | .1692  | category-bigram",
                "'a beach office'             | small  | .1504  | category-bigram",
                "'the ( big alice'            | )      | .33333 | paren-content",
                "'the ( big alice'            | small  | .0625  | paren-content",
                "'the ( big alice'            | bob    | .02381 | paren-content",
                "'the lake . , . , . , . new' | or     | .94    | skip-trigram:lake:new",
                "'the lake . , . , . , . , new' | alice | .052875 | category-bigram"
            })
    void law_and_winner_agree_with_what_was_worked_out_by_hand(
            String context, String token, double probability, String winner) throws JsonProcessingException {
        JsonNode answer = posterior("toy-english", context);
        assertThat(answer.get("next").get(token).asDouble()).isCloseTo(probability, within(PRINTED));
        assertThat(answer.get("rules"))
                .filteredOn(rule -> rule.get("wins").asBoolean())
                .extracting(rule -> rule.get("rule").asText())
                .containsExactly(winner);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'. eve'           | 1.0223",
                "'a beach'         | 2.7173",
                "'a beach office'  | 2.6979",
                "'the ( big alice' | 2.3755"
            })
    void entropy_agrees_with_what_was_worked_out_by_hand(String context, double entropy)
            throws JsonProcessingException {
        assertThat(posterior("toy-english", context).get("entropy").asDouble()).isCloseTo(entropy, within(5e-5));
    }

    @Test
    void a_closing_bracket_and_a_word_inside_it_are_told_apart_by_their_rules() throws JsonProcessingException {
        JsonNode rules = posterior("toy-english", "the ( big alice").get("rules");
        assertThat(rules).anySatisfy(rule -> {
            assertThat(rule.get("rule").asText()).isEqualTo("paren-close");
            assertThat(rule.get("probability").asDouble()).isCloseTo(1 / 3., within(1e-12));
            assertThat(rule.get("responsibility").get(")").asDouble()).isEqualTo(1);
            assertThat(rule.get("responsibility").get("big").asDouble()).isZero();
        });
    }

    @Test
    void laws_and_responsibilities_sum_to_one() throws JsonProcessingException {
        JsonNode answer = posterior("toy-english", "a beach");
        double sum = 0;
        for (JsonNode p : answer.get("next")) {
            sum += p.asDouble();
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
        double shares = 0;
        for (JsonNode rule : answer.get("rules")) {
            shares += rule.get("responsibility").get("big").asDouble();
        }
        assertThat(shares).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''      | .333333 | .333333 | .333333",
                "'0'     | .85     | .075    | .075",
                "'0 0'   | .974673 | .012664 | .012664",
                "'0 1'   | .355104 | .592607 | .052289",
                "'0 1 2' | .178062 | .280229 | .541709"
            })
    void beliefs_of_mess3_agree_with_the_literature(String context, double s0, double s1, double s2)
            throws JsonProcessingException {
        JsonNode belief = posterior("mess3", context).get("beliefs").get("hidden-state");
        assertThat(belief.get(0).asDouble()).isCloseTo(s0, within(1e-6));
        assertThat(belief.get(1).asDouble()).isCloseTo(s1, within(1e-6));
        assertThat(belief.get(2).asDouble()).isCloseTo(s2, within(1e-6));
    }

    @Test
    void json_has_the_fields_that_other_programs_rely_on() throws JsonProcessingException {
        JsonNode answer = posterior("toy-english", "the eve");
        assertThat(answer.fieldNames())
                .toIterable()
                .contains("process", "context", "next", "entropy", "rules", "beliefs", "factors");
        assertThat(answer.get("process").asText()).isEqualTo("toy-english");
        assertThat(answer.get("context")).extracting(JsonNode::asText).containsExactly("the", "eve");
        assertThat(answer.get("rules").get(0).fieldNames())
                .toIterable()
                .contains("rule", "kind", "matches", "wins", "probability", "responsibility");
        assertThat(answer.get("factors").get("category").asText()).isEqualTo("NOUN");
        assertThat(answer.get("factors").get("bracket-remaining").isArray()).isTrue();
    }

    @Test
    void people_see_tokens_by_probability_and_the_rules_that_match() {
        CommandLineCall call = CommandLineCall.of("posterior", "toy-english", "--context", ". eve");
        assertThat(call.code()).isZero();
        assertThat(call.out()).containsSubsequence("likes", "0.6580", "meets", "0.1880", "calls", "0.0940");
        assertThat(call.out())
                .contains("entropy 1.0223 nats")
                .contains("noun-bigram:eve")
                .contains("wins");
    }

    @Test
    void output_does_not_depend_on_the_locale() {
        String[] json = {"posterior", "toy-english", "--context", ". eve", "--json"};
        String[] text = {"posterior", "mess3", "--context", "0 1"};
        Locale.setDefault(Locale.ROOT);
        CommandLineCall rootJson = CommandLineCall.of(json);
        CommandLineCall rootText = CommandLineCall.of(text);
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        assertThat(CommandLineCall.of(json)).isEqualTo(rootJson);
        assertThat(CommandLineCall.of(text)).isEqualTo(rootText);
    }
}
