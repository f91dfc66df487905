package org.assay.reports.table;

import java.io.StringWriter;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.assay.analysis.program.RuleRecovery;
import org.assay.analysis.program.RuleRecovery.Found;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvWriteOptions;
import tech.tablesaw.io.csv.CsvWriter;

/** {@code rules.csv}: every true rule that can be found, whether the network has learned it, and who matches it. */
public final class RecoveryTable {
    private RecoveryTable() {}

    /** A row for each rule in the order of the language; a divergence that is infinite is an empty cell. */
    public static String csv(RuleRecovery recovery) {
        List<Found> rules = recovery.rules();
        boolean[] learned = new boolean[rules.size()];
        boolean[] matched = new boolean[rules.size()];
        for (int i = 0; i < learned.length; i++) {
            learned[i] = rules.get(i).learned().learned();
            matched[i] = rules.get(i).matched();
        }
        Table table = Table.create(
                "rules",
                words("rule", rules, found -> found.rule().name()),
                words("kind", rules, found -> found.rule().kind()),
                BooleanColumn.create("learned", learned),
                BooleanColumn.create("matched", matched),
                words("claim", rules, found -> found.claim().orElse("")),
                numbers("jaccard", rules, Found::jaccard),
                words("klOfLaws", rules, found -> finite(found.divergence())),
                numbers("extent", rules, Found::extent),
                numbers("wins", rules, found -> found.learned().wins()),
                numbers("klNetwork", rules, found -> found.learned().network()),
                numbers("klDeleted", rules, found -> found.learned().deleted()),
                numbers("gain", rules, found -> found.learned().gain()));
        StringWriter text = new StringWriter();
        CsvWriteOptions options = CsvWriteOptions.builder(text)
                .usePrintFormatters(true)
                .lineEnd("\n")
                .build();
        new CsvWriter().write(table, options);
        return text.toString();
    }

    private static String finite(double value) {
        return Double.isFinite(value) ? Decimals.exact(value) : "";
    }

    private static StringColumn words(String name, List<Found> rows, Function<Found, String> field) {
        return StringColumn.create(name, rows.stream().map(field).map(CsvGuard::guard));
    }

    private static DoubleColumn numbers(String name, List<Found> rows, ToDoubleFunction<Found> field) {
        DoubleColumn column =
                DoubleColumn.create(name, rows.stream().mapToDouble(field).toArray());
        column.setPrintFormatter(new ScoreTable.ShortestFormatter());
        return column;
    }
}
