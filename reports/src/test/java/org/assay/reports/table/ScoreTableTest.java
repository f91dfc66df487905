package org.assay.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assay.analysis.metric.Derivation;
import org.assay.analysis.metric.Score;
import org.assay.datasets.file.DamagedFileException;
import org.assay.reports.SampleScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTableTest {
    private static final List<Score> SCORES = SampleScores.of();

    @TempDir
    private Path folder;

    @Test
    void csv_starts_with_the_columns_that_other_programs_rely_on() {
        assertThat(ScoreTable.csv(SCORES).lines().findFirst())
                .contains("id,process,network,method,site,target,score,value,low,high,unit,control,seeds,derivation");
        assertThat(ScoreTable.csv(SCORES).lines()).hasSize(SCORES.size() + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scores.csv", "scores.json"})
    void both_files_read_back_as_the_same_scores(String name) throws IOException {
        assertThat(read(name, SCORES))
                .isEqualTo(
                        SCORES.stream().sorted(Comparator.comparing(Score::id)).toList());
        assertThat(read(name, List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+x",
                "-x",
                "@x",
                "\tx",
                "'=x",
                "''-x",
                "'plain",
                "a,b",
                "say \"so\"",
                "two\nlines",
                " space ",
                "NA",
                "null",
                "",
                "</script>",
                "\u202E",
                "a\r\nb",
                "*"
            })
    void names_of_every_kind_come_back_unchanged_and_never_start_a_formula(String nasty) throws IOException {
        List<Score> scores = List.of(score("id" + nasty, nasty, 0.5));
        assertThat(read("scores.csv", scores)).isEqualTo(scores);
        assertThat(read("scores.json", scores)).isEqualTo(scores);
        String cell =
                ScoreTable.csv(scores).lines().skip(1).findFirst().orElseThrow().replace("\"", "");
        assertThat(cell.substring(cell.indexOf(',') + 1)).doesNotMatch("^[=+@\\t-].*");
    }

    @Test
    void bytes_depend_neither_on_the_order_of_the_scores_nor_on_the_locale() {
        List<Score> shuffled = new ArrayList<>(SCORES);
        Collections.reverse(shuffled);
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("tr-TR", "de-DE", "ar-EG-u-nu-arab")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(ScoreTable.csv(shuffled)).isEqualTo(csvInRootLocale());
                assertThat(ScoreTable.json(shuffled)).isEqualTo(ScoreTable.json(SCORES));
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String csvInRootLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.ROOT);
            return ScoreTable.csv(SCORES);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void negative_numbers_stay_numbers() {
        Score below = score("id", "p", -0.25);
        assertThat(ScoreTable.csv(List.of(below))).contains(",-0.25,-0.25,-0.25,");
    }

    @Test
    void two_scores_of_one_id_are_refused() {
        List<Score> twins = List.of(score("same", "p", 1), score("same", "q", 2));
        assertThatThrownBy(() -> ScoreTable.csv(twins))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'same' stands twice");
        assertThatThrownBy(() -> ScoreTable.json(twins)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_csv_cut_off_inside_a_row_is_refused() throws IOException {
        String whole = ScoreTable.csv(SCORES.subList(0, 2));
        int accepted = 0;
        for (int length = 0; length < whole.length(); length++) {
            Path file = Files.writeString(folder.resolve("scores.csv"), whole.substring(0, length));
            if (length > 0 && whole.charAt(length - 1) == '\n') {
                assertThat(ScoreTable.read(file).size()).isEqualTo(accepted++);
            } else {
                assertThatThrownBy(() -> ScoreTable.read(file)).isInstanceOf(DamagedFileException.class);
            }
        }
        assertThat(accepted).isEqualTo(2);
    }

    @Test
    void a_json_cut_off_anywhere_is_refused() throws IOException {
        String whole = ScoreTable.json(SCORES.subList(0, 1)).strip();
        for (int length = 0; length < whole.length(); length += 3) {
            Path file = Files.writeString(folder.resolve("scores.json"), whole.substring(0, length));
            assertThatThrownBy(() -> ScoreTable.read(file)).isInstanceOf(DamagedFileException.class);
        }
    }

    @Test
    void damage_is_named_with_its_line() throws IOException {
        String good = ScoreTable.csv(List.of(score("id", "p", 0.5)));
        refused("scores.csv", good.replace(",0.5,0.5,0.5,", ",0.5,0.5,0.4,"), "line 2");
        refused("scores.csv", good.replace(",0.5,0.5,0.5,", ",NaN,0.5,0.5,"), "line 2: expected a number");
        refused("scores.csv", good.replace(",0.5,0.5,0.5,", ",1E999,0.5,1E999,"), "out of range");
        refused("scores.csv", good.replace("seeds", "seed"), "line 1: expected the header");
        refused("scores.csv", good + "a,b\n", "line 3 has 2 cells, the header has 14");
        refused("scores.csv", good + good.lines().skip(1).findFirst().orElseThrow() + "\n", "stands twice");
        refused("scores.csv", good.replace("formula", "formulae"), "derivation");
        refused("scores.json", "null", "expected a value, found null");
        refused("scores.json", "[null]", "is null");
        String json = ScoreTable.json(List.of(score("id", "p", 0.5)));
        refused("scores.json", json.replaceFirst("\"seeds\" : \\d+", "\"seeds\" : null"), "empty field");
        refused("scores.json", json.replaceFirst("\"unit\"", "\"units\""), "'unit'");
        refused("scores.json", json.replaceFirst("\"low\" : 0.5", "\"low\" : 0.7"), "expected low <= value");
    }

    @Test
    void bytes_that_are_not_text_are_refused() throws IOException {
        byte[] bytes = ScoreTable.csv(SCORES).getBytes(StandardCharsets.UTF_8);
        bytes[200] = (byte) 0xFF;
        Path file = Files.write(folder.resolve("scores.csv"), bytes);
        assertThatThrownBy(() -> ScoreTable.read(file))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void other_kinds_of_file_are_a_mistake_of_the_caller() {
        assertThatThrownBy(() -> ScoreTable.read(folder.resolve("scores.txt")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scores.txt");
    }

    private void refused(String name, String text, String because) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        assertThatThrownBy(() -> ScoreTable.read(file))
                .isInstanceOf(DamagedFileException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(because);
    }

    private List<Score> read(String name, List<Score> scores) throws IOException {
        String text = name.endsWith("csv") ? ScoreTable.csv(scores) : ScoreTable.json(scores);
        return ScoreTable.read(Files.writeString(folder.resolve(name), text));
    }

    private static Score score(String id, String process, double value) {
        Derivation derivation = new Derivation("formula", "none", Map.of("k", process));
        return new Score(id, process, "trained", "m", "", "t", "r2", value, value, value, "share", "", 1, derivation);
    }
}
