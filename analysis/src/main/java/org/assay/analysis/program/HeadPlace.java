package org.assay.analysis.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assay.analysis.metric.KlDivergence;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.Representation;
import org.assay.datasets.model.Site;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.sequence.ContextSet;
import org.assay.symbolic.run.Interpreter;
import org.assay.symbolic.run.LabelTrace;

/**
 * Which head of a network looks where a head of a program looks: the share of its attention, of the absolute one where attention
 * has signs, that goes to the keys which the program's head keeps, mean over rows. A network need not look where nothing comes of
 * it, so rows count where the program's law would move by {@link LabelInterchange#LEAST_EFFECT} nats if its head had found nothing.
 *
 * @param head       of the program
 * @param layer      of the program
 * @param rows       that count
 * @param consequent whether the law moves on them; else nothing ever comes of the head, and all rows count where it keeps a key
 * @param candidates heads of the network, the best first
 * @param error      standard error of the best share
 * @param atRandom   control: the best share of any head when as many keys are drawn from those that the row sees
 * @param untrained  control: the best share of any head of an untrained network; empty without one
 * @param found      whether the best head looks there more than in both controls, by 3 standard errors
 */
public record HeadPlace(
        String head,
        int layer,
        int rows,
        boolean consequent,
        List<Candidate> candidates,
        double error,
        double atRandom,
        OptionalDouble untrained,
        boolean found) {
    private static final Pattern PATTERN = Pattern.compile("blocks\\.\\d+\\.attn\\.hook_pattern");
    private static final double ERRORS = 3;
    private static final int SHOWN = 3;

    /**
     * @param site  of the attention pattern
     * @param index of the head
     * @param share of its attention
     */
    public record Candidate(Site site, int index, double share) {}

    public HeadPlace {
        candidates = List.copyOf(candidates);
    }

    /** All heads of a program, in its order. */
    static List<HeadPlace> of(
            Interpreter program,
            InstrumentedModel network,
            Optional<? extends InstrumentedModel> untrained,
            ContextSet contexts,
            Seed seed) {
        List<Attention> own = attention(network, contexts);
        List<Attention> other =
                untrained.map(model -> attention(model, contexts)).orElse(List.of());
        List<LabelTrace> traces = IntStream.range(0, contexts.sequences())
                .mapToObj(s -> program.trace(contexts.sequence(s)))
                .toList();
        List<HeadPlace> places = new ArrayList<>();
        for (ProgramVariable variable : ProgramVariable.of(program.program())) {
            if (variable.kind() == ProgramVariable.Kind.HEAD && !own.isEmpty()) {
                int[][] kept = kept(variable, traces, contexts);
                boolean[] moved = moved(variable, program, contexts);
                places.add(of(variable, kept, moved, own, other, contexts, seed.child(variable.name())));
            }
        }
        return places;
    }

    private static HeadPlace of(
            ProgramVariable variable,
            int[][] kept,
            boolean[] moved,
            List<Attention> own,
            List<Attention> other,
            ContextSet contexts,
            Seed seed) {
        int[] keeping = IntStream.range(0, kept.length)
                .filter(row -> kept[row].length > 0)
                .toArray();
        int[] those = Arrays.stream(keeping).filter(row -> moved[row]).toArray();
        boolean consequent = those.length >= ObservedVariable.LEAST_OF_A_VALUE;
        int[] rows = consequent ? those : keeping;
        int[][] random = new int[kept.length][];
        for (int row : rows) {
            Draws draws = seed.child(row).draws();
            random[row] = Arrays.copyOf(draws.nextPermutation(contexts.rowPosition(row) + 1), kept[row].length);
        }
        List<Candidate> candidates = rows.length == 0
                ? List.of()
                : own.stream()
                        .map(head -> new Candidate(head.site(), head.index(), mean(head.shares(rows, kept))))
                        .sorted(Comparator.comparingDouble(candidate -> -candidate.share()))
                        .limit(SHOWN)
                        .toList();
        double error = candidates.isEmpty()
                ? 0
                : own.stream()
                        .filter(head -> head.is(candidates.get(0)))
                        .mapToDouble(head -> error(head.shares(rows, kept)))
                        .findFirst()
                        .orElseThrow();
        double atRandom = best(own, rows, random).orElse(0);
        OptionalDouble untrained = best(other, rows, kept);
        return new HeadPlace(
                variable.name(),
                variable.layer(),
                rows.length,
                consequent,
                candidates,
                error,
                atRandom,
                untrained,
                !candidates.isEmpty()
                        && candidates.get(0).share() > Math.max(atRandom, untrained.orElse(atRandom)) + ERRORS * error);
    }

    private static OptionalDouble best(List<Attention> heads, int[] rows, int[][] keys) {
        return rows.length == 0
                ? OptionalDouble.empty()
                : heads.stream()
                        .mapToDouble(head -> mean(head.shares(rows, keys)))
                        .max();
    }

    /** The keys that a head keeps at every row. */
    private static int[][] kept(ProgramVariable variable, List<LabelTrace> traces, ContextSet contexts) {
        int[][] kept = new int[contexts.rows()][];
        for (int s = 0; s < traces.size(); s++) {
            int[][] at = new int[contexts.sequence(s).length][];
            for (LabelTrace.Step step : traces.get(s).steps()) {
                step.attended().stream()
                        .filter(attended -> attended.head().equals(variable.name()))
                        .forEach(attended -> at[step.position()] = attended.keys().stream()
                                .mapToInt(Integer::intValue)
                                .toArray());
            }
            for (int row = 0; row < kept.length; row++) {
                if (contexts.rowSequence(row) == s) {
                    kept[row] = at[contexts.rowPosition(row)];
                }
            }
        }
        return kept;
    }

    /** Where the program's law moves when the head finds nothing. */
    private static boolean[] moved(ProgramVariable variable, Interpreter program, ContextSet contexts) {
        Site site = Interpreter.site(variable.layer());
        Representation labels = program.record(contexts, site);
        double[] effect = KlDivergence.perRow(
                program.next(contexts),
                program.run(contexts, new Intervention(site, Optional.empty(), variable.removed(labels))));
        boolean[] moved = new boolean[effect.length];
        for (int row = 0; row < effect.length; row++) {
            moved[row] = effect[row] >= LabelInterchange.LEAST_EFFECT;
        }
        return moved;
    }

    /** The pattern of one head of a network: rows x keys. */
    private record Attention(Site site, int index, int keys, Matrix pattern) {
        boolean is(Candidate candidate) {
            return site.equals(candidate.site()) && index == candidate.index();
        }

        double[] shares(int[] rows, int[][] kept) {
            return Arrays.stream(rows)
                    .mapToDouble(row -> {
                        double all = 0;
                        for (int key = 0; key < keys; key++) {
                            all += Math.abs(pattern.get(row, index * keys + key));
                        }
                        double there = 0;
                        for (int key : kept[row]) {
                            there += Math.abs(pattern.get(row, index * keys + key));
                        }
                        return all > 0 ? there / all : 0;
                    })
                    .toArray();
        }
    }

    private static List<Attention> attention(InstrumentedModel network, ContextSet contexts) {
        List<Attention> heads = new ArrayList<>();
        for (Site site : network.sites()) {
            if (PATTERN.matcher(site.name()).matches()) {
                Matrix pattern = network.record(contexts, site).values();
                int keys = contexts.longest();
                for (int index = 0; index < pattern.columns() / keys; index++) {
                    heads.add(new Attention(site, index, keys, pattern));
                }
            }
        }
        return heads;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double error(double[] values) {
        double mean = mean(values);
        double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return values.length < 2 ? 0 : Math.sqrt(square / (values.length - 1) / values.length);
    }
}
