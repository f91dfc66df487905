package org.assay.datasets.corpus;

import java.util.Locale;
import java.util.Map;
import org.assay.datasets.file.Json;

/**
 * The dataset card of a corpus: {@code README.md} with a front matter in YAML that dataset hubs read (Hugging Face, "Dataset
 * cards": pretty_name, tags, size_categories, configs) and a description for people.
 */
final class DatasetCard {
    private static final Map<String, String> HOLDS = Map.of(
            CorpusFiles.LINES,
            "a row per line: `text`, `tokens`, `rules` (the rule that emitted each token, null without rules), `states` (the"
                    + " hidden state that each token led to, null without hidden states), `probability` and `entropy` of the"
                    + " exact law of each token in nats, `scored`, `starts`",
            CorpusFiles.TOKENS,
            "token ids, int32",
            CorpusFiles.RULES,
            "the rule that emitted each token, int32, a number among the `rules` of `corpus.json`",
            CorpusFiles.STATES,
            "the hidden state that each token led to, int32, a number among the `hiddenStates` of `corpus.json`",
            CorpusFiles.PROBABILITY,
            "the probability of each token under the exact law that it came from, float64",
            CorpusFiles.ENTROPY,
            "the entropy in nats of the exact law that each token came from, float64",
            CorpusFiles.SCORED,
            "whether the loss of the task counts the token, bool",
            CorpusFiles.STARTS,
            "whether the token is the first of its sequence, bool");

    private DatasetCard() {}

    static String of(CorpusCard card) {
        return frontMatter(card)
                + String.format(
                        Locale.ROOT,
                        """

                        # %1$s

                        A synthetic corpus whose generating process is known exactly. Drawn from `%1$s` (%2$s) with seed %4$s:
                        %5$d rows of %6$d tokens over a vocabulary of %7$d, %8$s. Source of the process: %3$s.

                        | file | holds |
                        |---|---|
                        %9$s| `corpus.json` | what it was drawn from |
                        | `croissant.json` | the same in the Croissant format |
                        | `manifest.json` | size and SHA-256 of every file |

                        %10$s

                        No predictor does better than %11$.6f nats/token on average over all tokens (the mean entropy of the exact
                        laws), nor than %12$.6f over the %13$d tokens that count. The same process, seed and layout give the same
                        bytes.
                        """,
                        card.process(),
                        card.kind(),
                        card.source(),
                        card.seed(),
                        card.rows(),
                        card.length(),
                        card.vocabulary().size(),
                        card.layout(),
                        files(card),
                        boundaries(card),
                        card.meanEntropy(),
                        card.scoredMeanEntropy(),
                        card.scoredTokens());
    }

    private static String frontMatter(CorpusCard card) {
        String configs = card.files().contains(CorpusFiles.LINES)
                ? "configs:\n- config_name: default\n  data_files: " + CorpusFiles.LINES + "\n"
                : "";
        return "---\npretty_name: " + quoted(card) + "\ntags:\n- synthetic\n- mechanistic-interpretability\n- "
                + card.kind() + "\nsize_categories:\n- " + sizeCategory(card.rows()) + "\n" + configs + "---\n";
    }

    private static String files(CorpusCard card) {
        StringBuilder lines = new StringBuilder();
        for (String file : card.files()) {
            lines.append("| `")
                    .append(file)
                    .append("` | ")
                    .append(HOLDS.get(file))
                    .append(" |\n");
        }
        return lines.toString();
    }

    /** What a reader of rows must know of their shape and of where sequences begin. */
    private static String boundaries(CorpusCard card) {
        String arrays = card.files().contains(CorpusFiles.TOKENS)
                ? "Arrays are " + card.rows() + " x " + card.length() + ". "
                : "";
        return arrays
                + (card.packed()
                        ? "Sequences run on over the ends of rows, and so does the truth: a law knows every token of its sequence, those of"
                                + " earlier rows too. `starts` marks where a sequence begins and nothing before is known."
                        : "Every row is a sequence.");
    }

    /** As JSON, which YAML reads as a quoted string whatever the name of the process holds. */
    private static String quoted(CorpusCard card) {
        return Json.line(card.process() + ", " + card.rows() + (card.packed() ? " packed rows" : " sequences") + " of "
                + card.length() + " tokens");
    }

    /** The hub's classes of size, by number of rows. */
    private static String sizeCategory(int rows) {
        if (rows < 1_000) {
            return "n<1K";
        }
        String[] bounds = {"1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B"};
        int index = (int) StrictMath.log10(rows) - 3;
        return bounds[index] + "<n<" + bounds[index + 1];
    }
}
