package org.assay.datasets.corpus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assay.datasets.file.AtomicFile;
import org.assay.datasets.file.Json;
import org.assay.datasets.file.Manifest;
import org.assay.datasets.file.Npy;
import org.assay.datasets.process.Entropy;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.progress.Progress;

/**
 * A corpus on disk with the truth beside every token:
 *
 * <ul>
 *   <li>{@code sequences.jsonl}: a sequence per line with its text, token ids, the rule that emitted each token (null for
 *       processes without rules), and the probability and entropy of the exact law that each token came from;
 *   <li>{@code tokens.npy}: the ids, int32, sequences x length;
 *   <li>{@code scored.npy}: for each token whether the loss of the task counts it, bool, sequences x length;
 *   <li>{@code corpus.json}: what it was drawn from;
 *   <li>{@code README.md} and {@code croissant.json}: the same for people and for the tools that read dataset cards;
 *   <li>{@code manifest.json}: written last, so a corpus without one is not finished.
 * </ul>
 *
 * The same process, seed, number and length give the same bytes.
 */
public final class CorpusWriter {
    private static final String SEQUENCES = "sequences.jsonl";
    private static final String TOKENS = "tokens.npy";
    private static final String SCORED = "scored.npy";
    private static final String CARD = "corpus.json";
    private static final String README = "README.md";
    private static final String CROISSANT = "croissant.json";
    private static final int REPORT_EVERY = 256;

    private CorpusWriter() {}

    /**
     * What {@code corpus.json} says.
     *
     * @param meanEntropy       mean entropy of the exact laws in nats: the Bayes loss on this corpus, first tokens included
     * @param scoredTokens      how many tokens count in the loss that the task states
     * @param scoredMeanEntropy mean entropy over these: the floor of that loss; 0 when none counts
     */
    public record Card(
            String process,
            String kind,
            String source,
            List<String> vocabulary,
            List<String> rules,
            String seed,
            int sequences,
            int length,
            double meanEntropy,
            long scoredTokens,
            double scoredMeanEntropy) {}

    /** One line of {@code sequences.jsonl}. */
    public record Line(
            String text, int[] tokens, List<String> rules, double[] probability, double[] entropy, boolean[] scored) {}

    /** Writes sequences 0 .. sequences-1 of {@code sampler} to {@code folder}, in place of what was there under their names. */
    public static Card write(Sampler sampler, int sequences, Path folder, Progress progress) throws IOException {
        if (sequences < 1) {
            throw new IllegalArgumentException("a corpus has at least 1 sequence, asked for " + sequences);
        }
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(Manifest.NAME));
        GeneratingProcess process = sampler.process();
        Observer observer = process.observer();
        double entropy = 0;
        double scoredEntropy = 0;
        long scoredTokens = 0;
        try (AtomicFile.Pending lines = AtomicFile.open(folder.resolve(SEQUENCES));
                AtomicFile.Pending tokens = AtomicFile.open(folder.resolve(TOKENS));
                AtomicFile.Pending mask = AtomicFile.open(folder.resolve(SCORED))) {
            tokens.stream().write(Npy.header(Npy.Type.I4, sequences, sampler.length()));
            mask.stream().write(Npy.header(Npy.Type.B1, sequences, sampler.length()));
            for (int s = 0; s < sequences; s++) {
                Line line = line(process, observer, sampler.sequence(s));
                lines.stream().write((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
                Npy.append(tokens.stream(), line.tokens());
                for (int p = 0; p < sampler.length(); p++) {
                    boolean scored = line.scored()[p];
                    mask.stream().write(scored ? 1 : 0);
                    entropy += line.entropy()[p];
                    scoredEntropy += scored ? line.entropy()[p] : 0;
                    scoredTokens += scored ? 1 : 0;
                }
                if ((s + 1) % REPORT_EVERY == 0 || s + 1 == sequences) {
                    progress.at("generate " + process.name(), s + 1, sequences, "");
                }
            }
            lines.commit();
            tokens.commit();
            mask.commit();
        }
        Card card = new Card(
                process.name(),
                process.kind(),
                process.source(),
                process.vocabulary().tokens(),
                process.rules(),
                sampler.seed().toString(),
                sequences,
                sampler.length(),
                entropy / sequences / sampler.length(),
                scoredTokens,
                scoredTokens == 0 ? 0 : scoredEntropy / scoredTokens);
        AtomicFile.write(folder.resolve(CARD), Json.pretty(card));
        AtomicFile.write(folder.resolve(README), DatasetCard.of(card));
        Manifest data = Manifest.of(folder, Set.of(SEQUENCES, TOKENS, SCORED, CARD)::contains);
        AtomicFile.write(folder.resolve(CROISSANT), Json.pretty(Croissant.of(card, data)));
        Manifest.write(folder, Set.of(SEQUENCES, TOKENS, SCORED, CARD, README, CROISSANT)::contains);
        return card;
    }

    private static Line line(GeneratingProcess process, Observer observer, SampledSequence sequence) {
        int[] tokens = sequence.tokens();
        double[] probability = new double[tokens.length];
        double[] entropy = new double[tokens.length];
        boolean[] scored = new boolean[tokens.length];
        double[] law = new double[process.vocabulary().size()];
        observer.restart();
        for (int p = 0; p < tokens.length; p++) {
            observer.next(law);
            probability[p] = law[tokens[p]];
            entropy[p] = Entropy.of(law);
            scored[p] = observer.scored();
            observer.read(tokens[p]);
        }
        List<String> rules = process.rules().isEmpty()
                ? null
                : Arrays.stream(sequence.rules()).mapToObj(process.rules()::get).toList();
        return new Line(process.vocabulary().decode(tokens), tokens, rules, probability, entropy, scored);
    }
}
