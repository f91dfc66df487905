package org.assay.reports.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assay.reports.table.Decimals;
import org.assay.symbolic.label.LabelGraph;
import org.assay.symbolic.run.LabelTrace;
import org.assay.symbolic.run.LabelTrace.Attended;
import org.assay.symbolic.run.LabelTrace.Choice;
import org.assay.symbolic.run.LabelTrace.Fired;
import org.assay.symbolic.run.LabelTrace.Kept;
import org.assay.symbolic.run.LabelTrace.Said;
import org.assay.symbolic.run.LabelTrace.Step;
import org.assay.symbolic.run.LabelTrace.Term;

/**
 * What a program did on one sequence, as a score sheet: a column for every token, a row for every head that kept a key and every unit
 * that fired, layers from top to bottom, the answer below. A bow leads from the key to the query that kept it.
 */
public final class TraceFigure {
    private static final int ROW_HEIGHT = 30;
    private static final int ROOM = 110;
    private static final String ANSWER = "answer";

    private final List<String> tokens;
    private final LabelTrace trace;
    private final Map<String, Integer> rows = new LinkedHashMap<>();
    private final List<Object> bows = new ArrayList<>();
    private final List<Object> firings = new ArrayList<>();
    private final List<Object> answers = new ArrayList<>();
    private final List<List<String>> table = new ArrayList<>();

    private TraceFigure(List<String> tokens, LabelTrace trace) {
        this.tokens = tokens;
        this.trace = trace;
    }

    /**
     * @param program name, for the caption
     * @param tokens  of the sequence, as many as the trace has positions
     * @param labels  of the program, copies included
     */
    public static Figure of(String id, String program, List<String> tokens, LabelTrace trace, LabelGraph labels) {
        TraceFigure figure = new TraceFigure(tokens, trace);
        figure.addRows();
        trace.steps().forEach(figure::addMarks);
        trace.said().forEach(figure::addAnswer);
        return new Figure(
                id,
                "trace",
                "What the program did",
                TraceStory.of(program, trace, labels, tokens),
                ROOM + ROW_HEIGHT * figure.rows.size(),
                "Sequence",
                List.of(new Figure.View(String.join(" ", tokens), figure.option())),
                new Figure.DataTable(
                        List.of("layer", "position", "token", "what", "score", "because", "so"), figure.table));
    }

    /** By layer, heads before units, by name. */
    private void addRows() {
        TreeMap<Integer, Set<String>> heads = new TreeMap<>();
        TreeMap<Integer, Set<String>> units = new TreeMap<>();
        for (Step step : trace.steps()) {
            Set<String> ofHeads = heads.computeIfAbsent(step.layer(), layer -> new TreeSet<>());
            Set<String> ofUnits = units.computeIfAbsent(step.layer(), layer -> new TreeSet<>());
            step.attended().stream()
                    .filter(head -> !head.kept().isEmpty())
                    .forEach(head -> ofHeads.add(row(step, head)));
            step.fired().forEach(unit -> ofUnits.add(row(step, unit)));
        }
        heads.forEach((layer, ofHeads) -> {
            ofHeads.forEach(row -> rows.put(row, rows.size()));
            units.get(layer).forEach(row -> rows.put(row, rows.size()));
        });
        rows.put(ANSWER, rows.size());
    }

    private static String row(Step step, Attended head) {
        return step.layer() + " head " + head.head();
    }

    private static String row(Step step, Fired unit) {
        return step.layer() + " unit " + unit.unit();
    }

    private void addMarks(Step step) {
        int t = step.position();
        for (Attended head : step.attended()) {
            String inserted = head.inserted().entrySet().stream()
                    .map(entry -> entry.getKey() + (entry.getValue() == 1 ? "" : " = " + entry.getValue()))
                    .collect(Collectors.joining(", "));
            for (Kept key : head.kept()) {
                String because = terms(key.terms());
                bows.add(mark(
                        "layer " + step.layer() + ", head " + head.head() + ": " + named(t) + " keeps "
                                + named(key.position()) + ", " + key.score() + " \u2265 " + head.threshold()
                                + (because.isEmpty() ? "" : " by " + because) + "; inserts " + inserted,
                        t,
                        rows.get(row(step, head)),
                        key.position()));
                tell(step, "head " + head.head() + " keeps " + key.position(), key.score(), because, inserted);
            }
        }
        for (Fired unit : step.fired()) {
            String because = terms(unit.terms());
            String so = changes(unit);
            firings.add(mark(
                    "layer " + step.layer() + ", unit " + unit.unit() + " fires at " + named(t) + ", " + unit.score()
                            + " \u2265 " + unit.threshold() + (because.isEmpty() ? "" : " by " + because) + "; " + so,
                    t,
                    rows.get(row(step, unit))));
            tell(step, "unit " + unit.unit(), unit.score(), because, so);
        }
    }

    private void tell(Step step, String what, long score, String because, String so) {
        table.add(List.of(
                Integer.toString(step.layer()),
                Integer.toString(step.position()),
                tokens.get(step.position()),
                what,
                Long.toString(score),
                because,
                so));
    }

    private void addAnswer(Said said) {
        Choice choice = said.choices().get(0);
        String says = choice.token() + " " + Decimals.shown(choice.probability(), 2);
        String because = choice.experts().stream()
                .map(expert -> "expert of " + expert.label() + " " + Decimals.shown(expert.share(), 2))
                .collect(Collectors.joining(", "));
        String votes = choice.votes().stream()
                .map(vote -> vote.label() + " " + Decimals.shown(vote.weight(), 3))
                .collect(Collectors.joining(", "));
        String all = because
                + (because.isEmpty() || votes.isEmpty() ? "" : ", ")
                + (votes.isEmpty() ? "" : "votes " + votes);
        Map<String, Object> answer = mark(
                "after " + named(said.position()) + ": " + says + (all.isEmpty() ? "" : ", " + all),
                said.position(),
                rows.get(ANSWER));
        // A brace would start a placeholder of the chart library.
        String shown = choice.token().replace("{", "{\u200b");
        answer.put("label", Option.of("show", true, "position", "inside", "color", "--ink", "formatter", shown));
        answers.add(answer);
        table.add(List.of("answer", Integer.toString(said.position()), tokens.get(said.position()), says, "", all, ""));
    }

    private static String changes(Fired unit) {
        String times = unit.amount() == 1 ? "" : unit.amount() + " times ";
        String added = unit.add().isEmpty() ? "" : "inserts " + times + String.join(", ", unit.add());
        String deleted = unit.delete().isEmpty() ? "" : "deletes " + times + String.join(", ", unit.delete());
        return added + (added.isEmpty() || deleted.isEmpty() ? "" : "; ") + deleted;
    }

    private static String terms(List<Term> terms) {
        return terms.stream()
                .map(term -> (term.weight() * term.times() > 0 ? "+" : "") + term.weight() * term.times() + " "
                        + term.what())
                .collect(Collectors.joining(", "));
    }

    private String named(int position) {
        return "\u201c" + tokens.get(position) + "\u201d (" + position + ")";
    }

    private static Map<String, Object> mark(String name, double... value) {
        return Option.of("name", name, "value", Option.point(value));
    }

    private Map<String, Object> option() {
        List<String> columns = new ArrayList<>();
        for (int t = 0; t < tokens.size(); t++) {
            columns.add(tokens.get(t) + " " + t);
        }
        Map<String, Object> names = Option.of("interval", 0, "width", 170, "overflow", "truncate", "color", "--muted");
        Map<String, Object> turned = Option.of("interval", "auto", "rotate", 60, "color", "--ink");
        return Option.of(
                "grid",
                Option.of("left", 186, "right", 16, "top", 70, "bottom", 16),
                "xAxis",
                Option.of("type", "category", "position", "top", "data", columns, "axisLabel", turned),
                "yAxis",
                Option.of(
                        "type",
                        "category",
                        "inverse",
                        true,
                        "data",
                        List.copyOf(rows.keySet()),
                        "axisLabel",
                        names,
                        "splitLine",
                        Option.of("show", true, "lineStyle", Option.colour("--rule"))),
                "legend",
                Option.of("show", false),
                "series",
                List.of(
                        bows(),
                        marks("units", "rect", 10, Option.colour("--cat-2"), firings),
                        marks("answers", "circle", 18, Option.colour("--soft"), answers)));
    }

    private Map<String, Object> bows() {
        return Option.of(
                "type",
                "custom",
                "name",
                "heads",
                "renderItem",
                "@bow",
                "encode",
                Option.of("x", List.of(0, 2), "y", 1),
                "itemStyle",
                Option.colour("--cat-1"),
                "data",
                bows);
    }

    private static Map<String, Object> marks(
            String name, String symbol, int size, Map<String, Object> style, List<Object> data) {
        return Option.of(
                "type", "scatter",
                "name", name,
                "symbol", symbol,
                "symbolSize", size,
                "itemStyle", style,
                "data", data);
    }
}
