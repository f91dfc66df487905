package org.assay.datasets.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.progress.Progress;

/**
 * A corpus on disk with the truth beside every token:
 *
 * <ul>
 *   <li>{@code sequences.jsonl}: a row on each line, as {@link CorpusCard.Line} says;
 *   <li>the same as arrays of rows x length: {@code tokens.npy} (int32), {@code rules.npy} and {@code states.npy} (int32, what
 *       made each token, where the process has rules or hidden states), {@code probability.npy} and {@code entropy.npy} (float64,
 *       of the exact law that each token came from), {@code scored.npy} (bool, whether the loss of the task counts the token),
 *       {@code starts.npy} (bool, whether it is the first of its sequence);
 *   <li>{@code corpus.json}: what it was drawn from;
 *   <li>{@code README.md} and {@code croissant.json}: the same for people and for the tools that read dataset cards;
 *   <li>{@code manifest.json}: written last, so a corpus without one is not finished.
 * </ul>
 *
 * One row is held at a time, so memory does not grow with the number of rows. The same process, seed, layout and format give the
 * same bytes.
 */
public final class CorpusWriter {
    private static final String CARD = "corpus.json";
    private static final String README = "README.md";
    private static final String CROISSANT = "croissant.json";
    private static final int TOKENS_BETWEEN_REPORTS = 1 << 16;

    private CorpusWriter() {}

    /** Writes a corpus of {@code process} to {@code folder}, in place of what was there under its names. */
    public static CorpusCard write(
            GeneratingProcess process,
            Seed seed,
            CorpusLayout layout,
            CorpusFormat format,
            Path folder,
            Progress progress)
            throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(Manifest.NAME));
        Totals totals = new Totals();
        List<String> names;
        try (CorpusFiles files = CorpusFiles.open(folder, process, layout, format)) {
            names = files.names();
            TruthStream truth = new TruthStream(process, seed, layout);
            long reported = 0;
            for (int r = 1; r <= layout.rows(); r++) {
                TruthStream.Row row = truth.next();
                totals.add(row);
                files.add(row);
                long done = (long) r * layout.length();
                if (done - reported >= TOKENS_BETWEEN_REPORTS || r == layout.rows()) {
                    reported = done;
                    progress.at("generate " + process.name(), done, layout.tokens(), "");
                }
            }
            files.commit(folder);
        }
        CorpusCard card = card(process, seed, layout, totals, names);
        describe(card, folder);
        return card;
    }

    /** Writes what says what the data is; the manifest last. */
    private static void describe(CorpusCard card, Path folder) throws IOException {
        AtomicFile.write(folder.resolve(CARD), Json.pretty(card));
        AtomicFile.write(folder.resolve(README), DatasetCard.of(card));
        Set<String> data = new HashSet<>(card.files());
        data.add(CARD);
        Manifest files = Manifest.of(folder, data::contains);
        AtomicFile.write(folder.resolve(CROISSANT), Json.pretty(Croissant.of(card, files)));
        data.addAll(List.of(README, CROISSANT));
        Manifest.write(folder, data::contains);
    }

    private static CorpusCard card(
            GeneratingProcess process, Seed seed, CorpusLayout layout, Totals totals, List<String> files) {
        return new CorpusCard(
                process.name(),
                process.kind(),
                process.source(),
                process.vocabulary().tokens(),
                process.rules(),
                process.hiddenStates(),
                seed.toString(),
                layout.sequences(),
                layout.rows(),
                layout.length(),
                layout.isPacked(),
                layout.sequenceLength() == TokenStream.ENDLESS ? null : layout.sequenceLength(),
                totals.entropy / layout.tokens(),
                totals.scored,
                totals.scored == 0 ? 0 : totals.scoredEntropy / totals.scored,
                files);
    }

    /** Sums over all tokens. */
    private static final class Totals {
        private double entropy;
        private double scoredEntropy;
        private long scored;

        void add(TruthStream.Row row) {
            for (int p = 0; p < row.tokens().length; p++) {
                entropy += row.entropy()[p];
                if (row.scored()[p]) {
                    scoredEntropy += row.entropy()[p];
                    scored++;
                }
            }
        }
    }
}
