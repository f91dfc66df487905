package org.assay.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.assay.analysis.experiment.ProcessResult;
import org.assay.analysis.experiment.ProcessResult.Attention;
import org.assay.analysis.experiment.ProcessResult.Curve;
import org.assay.analysis.experiment.ProcessResult.DiagramCard;
import org.assay.analysis.experiment.ProcessResult.EdgeCard;
import org.assay.analysis.experiment.ProcessResult.FactorCard;
import org.assay.analysis.experiment.ProcessResult.HeadPattern;
import org.assay.analysis.experiment.ProcessResult.LanguageCard;
import org.assay.analysis.experiment.ProcessResult.NetworkCard;
import org.assay.analysis.experiment.ProcessResult.Panel;
import org.assay.analysis.experiment.ProcessResult.Plateau;
import org.assay.analysis.experiment.ProcessResult.RuleCard;
import org.assay.analysis.experiment.ProcessResult.RuleExcess;
import org.assay.analysis.experiment.ProcessResult.Simplex;
import org.assay.analysis.experiment.RunResult;
import org.assay.analysis.metric.Derivation;
import org.assay.analysis.metric.Score;
import org.assay.datasets.file.Json;
import org.assay.reports.SamplePartitions;
import org.assay.reports.SampleRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPageTest {
    private static final RunResult RUN = SampleRun.of();
    private static final String PAGE = ReportPage.render(RUN);
    private static final Markup MARKUP = Markup.read(PAGE);
    private static final Markup PLAIN = Markup.read(ReportPage.render(named("plain")));

    @Test
    void the_page_names_no_address_and_loads_nothing() {
        assertThat(PAGE.toLowerCase(Locale.ROOT))
                .doesNotContain("http:" + "//", "https:" + "//", "src=", "@import", "url(");
        assertThat(MARKUP.elements)
                .extracting(Markup.Element::name)
                .doesNotContain("img", "link", "iframe", "base", "object");
        assertThat(MARKUP.elements.stream().map(element -> element.attribute("href")))
                .allMatch(href -> href == null || href.startsWith("#"));
    }

    @Test
    void every_link_leads_to_an_id_that_stands_once() {
        List<String> ids = MARKUP.elements.stream()
                .map(element -> element.attribute("id"))
                .filter(id -> id != null)
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        for (String attribute : List.of("href", "for", "aria-labelledby")) {
            assertThat(MARKUP.elements.stream()
                            .map(element -> element.attribute(attribute))
                            .filter(target -> target != null)
                            .map(target -> target.replace("#", "")))
                    .isNotEmpty()
                    .isSubsetOf(ids);
        }
    }

    @Test
    void the_policy_allows_exactly_our_two_scripts_and_our_style() {
        String policy = MARKUP.named("meta").stream()
                .map(meta -> meta.attribute("content"))
                .filter(content -> content != null && content.contains("default-src"))
                .findFirst()
                .orElseThrow();
        List<String> hashes = MARKUP.named("script").stream()
                .filter(script -> script.attribute("type") == null)
                .map(script -> Verbatim.ofProgram(script.content()).policyHash())
                .toList();
        assertThat(hashes).hasSize(2);
        String style =
                Verbatim.ofProgram(MARKUP.named("style").get(0).content()).policyHash();
        assertThat(policy)
                .isEqualTo("default-src 'none'; script-src " + hashes.get(0) + " " + hashes.get(1) + "; style-src "
                        + style + "; img-src data:; base-uri 'none'; form-action 'none'");
    }

    @Test
    void headings_are_in_order_and_figures_say_their_finding() {
        List<Integer> levels = MARKUP.elements.stream()
                .filter(element -> element.name().matches("h[1-6]"))
                .map(element -> element.name().charAt(1) - '0')
                .toList();
        assertThat(levels).filteredOn(level -> level == 1).hasSize(1);
        for (int i = 1; i < levels.size(); i++) {
            assertThat(levels.get(i)).isLessThanOrEqualTo(levels.get(i - 1) + 1);
        }
        assertThat(MARKUP.named("figure")).hasSize(19);
        assertThat(MARKUP.named("figcaption")).hasSize(19);
        assertThat(MARKUP.text)
                .contains("All 3 seeds end between 2.529 and 2.536")
                .contains("the strongest control, \"logits\", reaches 0.981");
    }

    @Test
    void a_failed_check_stands_in_red_before_everything_found() {
        assertThat(PAGE.indexOf("1 of 4 stated checks failed"))
                .isPositive()
                .isLessThan(PAGE.indexOf("<div class=\"summary\">"));
        assertThat(MARKUP.text).contains("R2 0.9874, bound 0.99: the read-out is not good enough for the claim");
        RunResult clean = new RunResult(
                RUN.experiment(),
                RUN.key(),
                RUN.question(),
                RUN.command(),
                RUN.processes(),
                RUN.scores(),
                List.of(),
                List.of());
        assertThat(ReportPage.render(clean)).doesNotContain("class=\"failed\"").contains("states no check");
    }

    @Test
    void an_empty_run_is_called_incomplete() {
        RunResult empty = new RunResult("e", "k", "q", "c", List.of(), List.of(), List.of(), List.of());
        assertThat(ReportPage.render(empty)).contains("This run is incomplete", "class=\"failed\"");
        Markup.read(ReportPage.render(empty));
    }

    @Test
    void missing_parts_of_a_process_are_named() {
        ProcessResult toy = RUN.processes().get(0);
        ProcessResult bare = new ProcessResult(
                toy.language(),
                toy.network(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                "",
                Optional.empty(),
                List.of());
        String page =
                ReportPage.render(new RunResult("e", "k", "q", "c", List.of(bare), List.of(), List.of(), List.of()));
        assertThat(page)
                .contains(
                        "No training curve was recorded", "No attention pattern was recorded", "No program was fitted")
                .contains("No score was measured", "No finding was stated", "It holds no score");
    }

    @Test
    void every_number_of_the_scores_is_on_the_page() {
        for (Score score : RUN.scores()) {
            assertThat(MARKUP.text).contains(score.id());
            assertThat(PAGE).contains("data-sort=\"" + org.assay.reports.table.Decimals.exact(score.value()) + "\"");
        }
        assertThat(MARKUP.text)
                .contains("mean over contexts of KL(network || explanation)", "./assay run quickstart", RUN.key());
    }

    @Test
    void the_whole_program_is_on_the_page() {
        for (ProcessResult process : RUN.processes()) {
            process.program().lines().forEach(line -> assertThat(MARKUP.text).contains(line));
        }
    }

    @Test
    void data_islands_are_json_with_numbers_of_five_digits() throws Exception {
        List<Markup.Element> islands = MARKUP.named("script").stream()
                .filter(script -> "application/json".equals(script.attribute("type")))
                .toList();
        assertThat(islands).hasSize(19);
        for (Markup.Element island : islands) {
            assertThat(Json.parse(island.content(), JsonNode.class).size()).isPositive();
            assertThat(island.content()).doesNotContainPattern("\\d\\.\\d{9}");
        }
    }

    @Test
    void the_page_keeps_its_budget_of_five_megabytes() {
        assertThat(PAGE.getBytes(StandardCharsets.UTF_8).length).isLessThan(5_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG-u-nu-arab"})
    void the_same_run_gives_the_same_bytes_in_every_locale(String tag) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertThat(ReportPage.render(SampleRun.of())).isEqualTo(PAGE);
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><b>",
                "<!--",
                "]]>",
                "\"'`${x}",
                "&lt;",
                "{a|b}",
                "\u2028x",
                "\u202Ex\u0000",
                "http://x",
                "<img src=x>",
                "--ink",
                "@truth",
                "javascript:alert(1)",
                "\\u003c",
                "\uD800"
            })
    void nasty_names_are_shown_as_they_are_and_add_no_element(String nasty) {
        String shown = org.assay.reports.table.Visible.line(nasty);
        String page = ReportPage.render(named(nasty));
        Markup markup = Markup.read(page);
        assertThat(markup.elements)
                .extracting(Markup.Element::name)
                .containsExactlyElementsOf(
                        PLAIN.elements.stream().map(Markup.Element::name).toList());
        int expected = PLAIN.text.toString().split("plain", -1).length;
        assertThat(markup.text.toString().split(java.util.regex.Pattern.quote(shown), -1).length)
                .isGreaterThanOrEqualTo(expected);
        assertThat(page).doesNotContain("\u202E", "\u0000", "\u2028", "http:" + "//");
    }

    /** A small run in which every text is {@code name}. */
    private static RunResult named(String name) {
        List<Double> half = List.of(0.25, 0.25, 0.5);
        ProcessResult process = new ProcessResult(
                new LanguageCard(
                        name,
                        name,
                        name,
                        List.of(name, "b"),
                        List.of(new RuleCard(name, name, name, name, .5, .5, Optional.of(1.0))),
                        List.of(new DiagramCard(name, List.of(name), List.of(new EdgeCard(0, 0, name, 1)), true)),
                        List.of(new FactorCard(name, 2, true)),
                        List.of(1.0, 0.5),
                        0,
                        Optional.empty(),
                        name,
                        0.5,
                        name,
                        name),
                new NetworkCard(name, 1, name, name, 1, 1),
                List.of(new Curve(0, 1, List.of(1L, 2L), List.of(2.0, 1.0))),
                List.of(new Plateau(name, 1.5)),
                List.of(new RuleExcess(name, name, 1, 0.1, 0.1, 0.1, 1)),
                List.of(new Attention(List.of(name), List.of(new HeadPattern(0, 0, List.of(List.of(1.0)))))),
                Optional.of(new Simplex(
                        List.of(name, name, name), List.of(half), List.of(new Panel(name, name, 1, List.of(half))))),
                name,
                Optional.of(SamplePartitions.of(name)),
                List.of(name));
        Derivation derivation = new Derivation(name, name, Map.of());
        Score score = new Score(name, name, name, name, name, name, name, 1, 0, 2, name, "", 3, derivation);
        return new RunResult(
                name,
                name,
                name,
                name,
                List.of(process),
                List.of(score),
                List.of(new RunResult.Check(name, false, name)),
                List.of(name));
    }
}
