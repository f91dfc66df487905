package org.assay.reports.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.analysis.experiment.ProcessResult.FactorCard;
import org.assay.analysis.experiment.ProcessResult.LanguageCard;
import org.assay.analysis.experiment.ProcessResult.RuleCard;
import org.assay.reports.figure.FloorFigure;
import org.assay.reports.figure.RuleTableFigure;
import org.assay.reports.figure.StateFigure;
import org.assay.reports.table.Decimals;

/** The language card: where the data comes from, its rules and factors, an example, and its floors. */
final class LanguageBlock {
    private LanguageBlock() {}

    static void write(Html page, String id, LanguageCard language) {
        page.element("h3", "The language");
        page.open("dl", "class", "card");
        page.element("dt", "kind").element("dd", language.kind());
        page.element("dt", "source").element("dd", language.source());
        page.element("dt", "floor of this run")
                .element("dd", Decimals.shown(language.floor(), 5) + " nats per token, " + language.floorNote());
        page.element("dt", "entropy rate").element("dd", rate(language));
        page.element("dt", "example").open("dd").element("code", language.example(), "class", "example");
        page.close().close();
        vocabulary(page, language.vocabulary());
        rules(page, language.rules());
        if (!language.rules().isEmpty()) {
            FigureBlock.write(page, RuleTableFigure.of(id + "-rule-table", language.rules()));
        }
        for (int i = 0; i < language.diagrams().size(); i++) {
            FigureBlock.write(
                    page,
                    StateFigure.of(id + "-states-" + i, language.diagrams().get(i)));
        }
        factors(page, language.factors());
        if (language.floors().isEmpty()) {
            page.element("p", "No floors were computed.", "class", "muted");
        } else {
            FigureBlock.write(page, FloorFigure.of(id + "-floors", language));
        }
    }

    private static String rate(LanguageCard language) {
        String note = language.entropyRateNote();
        return language.entropyRate()
                .map(rate -> Decimals.shown(rate, 6) + " nats per token" + (note.isEmpty() ? "" : ", " + note))
                .orElse(note);
    }

    private static void vocabulary(Html page, List<String> tokens) {
        page.open("details", "class", "fold");
        page.element("summary", tokens.size() + " tokens");
        page.open("p", "class", "tokens");
        for (String token : tokens) {
            page.element("code", token).text(" ");
        }
        page.close().close();
    }

    private static void rules(Html page, List<RuleCard> rules) {
        if (rules.isEmpty()) {
            page.element("p", "This language is not made of rules.", "class", "muted");
            return;
        }
        Map<String, List<RuleCard>> kinds = new LinkedHashMap<>();
        rules.forEach(rule ->
                kinds.computeIfAbsent(rule.kind(), kind -> new ArrayList<>()).add(rule));
        page.open("details", "class", "fold", "open", "");
        page.element("summary", rules.size() + " rules of " + kinds.size() + (kinds.size() == 1 ? " kind" : " kinds"));
        page.open("dl", "class", "rules");
        kinds.forEach((kind, members) -> {
            page.element("dt", kind);
            for (RuleCard rule : members) {
                page.open("dd")
                        .element("strong", rule.name())
                        .text(" " + rule.when() + " -> " + rule.then())
                        .close();
            }
        });
        page.close().close();
    }

    private static void factors(Html page, List<FactorCard> factors) {
        if (factors.isEmpty()) {
            return;
        }
        page.open("p").text("Factors known at every position: ");
        for (int i = 0; i < factors.size(); i++) {
            FactorCard factor = factors.get(i);
            page.text(i == 0 ? "" : ", ").element("code", factor.name());
            page.text(" (" + factor.cardinality() + " values" + (factor.graded() ? ", a belief" : "") + ")");
        }
        page.text(".").close();
    }
}
