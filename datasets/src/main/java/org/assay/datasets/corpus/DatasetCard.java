package org.assay.datasets.corpus;

import java.util.Locale;
import org.assay.datasets.file.Json;

/**
 * The dataset card of a corpus: {@code README.md} with a front matter in YAML that dataset hubs read (Hugging Face, "Dataset
 * cards": pretty_name, tags, size_categories, configs) and a description for people.
 */
final class DatasetCard {
    private DatasetCard() {}

    static String of(CorpusWriter.Card card) {
        return String.format(
                Locale.ROOT,
                """
                ---
                pretty_name: %12$s
                tags:
                - synthetic
                - mechanistic-interpretability
                - %2$s
                size_categories:
                - %10$s
                configs:
                - config_name: default
                  data_files: sequences.jsonl
                ---

                # %1$s

                A synthetic corpus whose generating process is known exactly. Drawn from `%1$s` (%2$s) with seed %4$s:
                %5$d sequences of %6$d tokens over a vocabulary of %7$d. Source of the process: %3$s.

                | file | holds |
                |---|---|
                | `sequences.jsonl` | a sequence per line: `text`, `tokens`, `rules` (the rule that emitted each token, null without rules), `probability` and `entropy` of the exact law of each token in nats, `scored` |
                | `tokens.npy` | token ids, int32, %5$d x %6$d |
                | `scored.npy` | whether the loss of the task counts the token, bool, %5$d x %6$d |
                | `corpus.json` | what it was drawn from |
                | `croissant.json` | the same in the Croissant format |
                | `manifest.json` | size and SHA-256 of every file |

                No predictor does better than %8$.6f nats/token on average over all tokens (the mean entropy of the exact laws), nor
                than %9$.6f over the %11$d tokens that count. The same process, seed, number and length give the same bytes.
                """,
                card.process(),
                card.kind(),
                card.source(),
                card.seed(),
                card.sequences(),
                card.length(),
                card.vocabulary().size(),
                card.meanEntropy(),
                card.scoredMeanEntropy(),
                sizeCategory(card.sequences()),
                card.scoredTokens(),
                quoted(card));
    }

    /** As JSON, which YAML reads as a quoted string whatever the name of the process holds. */
    private static String quoted(CorpusWriter.Card card) {
        return Json.line(card.process() + ", " + card.sequences() + " sequences of " + card.length() + " tokens");
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
