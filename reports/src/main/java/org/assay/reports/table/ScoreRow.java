package org.assay.reports.table;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assay.analysis.metric.Derivation;
import org.assay.analysis.metric.Score;
import org.assay.datasets.file.DamagedFileException;

/** A score as it stands in {@code scores.json}: the columns in their order, numbers with the fewest digits. */
@JsonPropertyOrder({
    "id",
    "process",
    "network",
    "method",
    "site",
    "target",
    "score",
    "value",
    "low",
    "high",
    "unit",
    "control",
    "seeds",
    "derivation"
})
record ScoreRow(
        String id,
        String process,
        String network,
        String method,
        String site,
        String target,
        String score,
        BigDecimal value,
        BigDecimal low,
        BigDecimal high,
        String unit,
        String control,
        Integer seeds,
        Derivation derivation) {

    static ScoreRow of(Score s) {
        return new ScoreRow(
                s.id(),
                s.process(),
                s.network(),
                s.method(),
                s.site(),
                s.target(),
                s.score(),
                Decimals.shortest(s.value()),
                Decimals.shortest(s.low()),
                Decimals.shortest(s.high()),
                s.unit(),
                s.control(),
                s.seeds(),
                s.derivation());
    }

    /** The score, or a refusal that names {@code file} and {@code where} in it. */
    Score score(Path file, String where) throws DamagedFileException {
        boolean holed = Stream.of(
                        id,
                        process,
                        network,
                        method,
                        site,
                        target,
                        score,
                        value,
                        low,
                        high,
                        unit,
                        control,
                        seeds,
                        derivation)
                .anyMatch(Objects::isNull);
        if (holed || derivation.formula() == null || derivation.interval() == null) {
            throw new DamagedFileException(file, where + " has an empty field where a value was expected");
        }
        for (BigDecimal number : List.of(value, low, high)) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new DamagedFileException(file, where + " holds a number out of range: " + number);
            }
        }
        if (!(low.compareTo(value) <= 0 && value.compareTo(high) <= 0) || seeds < 1) {
            throw new DamagedFileException(
                    file,
                    where + " is " + value + " in [" + low + ", " + high + "] over " + seeds
                            + " seeds, expected low <= value <= high and at least one seed");
        }
        return new Score(
                id,
                process,
                network,
                method,
                site,
                target,
                score,
                value.doubleValue(),
                low.doubleValue(),
                high.doubleValue(),
                unit,
                control,
                seeds,
                derivation);
    }
}
