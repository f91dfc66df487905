package org.assay.datasets.process.combine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.process.HiddenMarkovProcess;
import org.assay.datasets.process.StateFactor;
import org.assay.datasets.process.TransitionTensors;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Hidden Markov processes made of others: each is again one, with tensors of its own, so its filter is the exact one of
 * the joint process. For products too large to be written as tensors see {@link FactoredProcess}.
 */
public final class Combinations {
    private static final double SUM_TOLERANCE = 1e-9;

    private Combinations() {}

    /**
     * Independent processes side by side: tokens and states are tuples, {@code T[(u, v)] = A[u] (x) B[v]}, the first
     * varying slowest. The belief is the outer product of the beliefs, and h(L) the sum of theirs. Each part's hidden
     * state is a factor, and whatever it determines.
     */
    public static HiddenMarkovProcess product(String name, HiddenMarkovProcess... parts) {
        requireParts(name, parts);
        List<String> prefixes = Tuples.prefixes(List.of(parts));
        TransitionTensors joint = parts[0].model();
        for (int p = 1; p < parts.length; p++) {
            joint = product(joint, parts[p].model());
        }
        List<StateFactor> factors = new ArrayList<>();
        addEach(factors, prefixes, joint.size(), parts);
        return HiddenMarkovProcess.of(name, "product of " + Tuples.sources(List.of(parts)), joint, factors)
                .withFloors(longest -> JointFloors.sum(List.of(parts), longest));
    }

    private static TransitionTensors product(TransitionTensors a, TransitionTensors b) {
        List<Matrix> tensors = new ArrayList<>();
        for (Matrix left : a.tensors()) {
            for (Matrix right : b.tensors()) {
                tensors.add(kronecker(left, right));
            }
        }
        return TransitionTensors.stochastic(
                Tuples.vocabulary(a.vocabulary(), b.vocabulary()),
                Tuples.names(a.states(), b.states()),
                tensors,
                kronecker(row(a.start()), row(b.start())).values());
    }

    private static Matrix row(double[] entries) {
        return Matrix.wrap(1, entries.length, entries);
    }

    private static Matrix kronecker(Matrix a, Matrix b) {
        Matrix product = Matrix.zeros(a.rows() * b.rows(), a.columns() * b.columns());
        for (int r = 0; r < product.rows(); r++) {
            for (int c = 0; c < product.columns(); c++) {
                double p = a.get(r / b.rows(), c / b.columns()) * b.get(r % b.rows(), c % b.columns());
                product.set(r, c, p);
            }
        }
        return product;
    }

    /**
     * Two processes side by side, the second taking a step of the variant that the first one's token calls for:
     * {@code T[(u, v)] = A[u] (x) B_variant(u)[v]}. It starts from the stationary law of both together.
     *
     * @param variants     over the same states and tokens
     * @param variantOf    for each token of {@code first} the index of the variant
     */
    public static HiddenMarkovProcess chain(
            String name, HiddenMarkovProcess first, List<HiddenMarkovProcess> variants, int[] variantOf) {
        HiddenMarkovProcess second = variants.get(0);
        for (HiddenMarkovProcess variant : variants) {
            if (!variant.vocabulary().equals(second.vocabulary())
                    || !variant.model().states().equals(second.model().states())) {
                throw new IllegalArgumentException("the variants of " + name + " must have the same states and tokens");
            }
        }
        if (variantOf.length != first.vocabulary().size()) {
            throw new IllegalArgumentException(name + " needs a variant for each of "
                    + first.vocabulary().size() + " tokens, got " + variantOf.length);
        }
        List<Matrix> tensors = new ArrayList<>();
        for (int u = 0; u < variantOf.length; u++) {
            for (Matrix tensor : variants.get(variantOf[u]).model().tensors()) {
                tensors.add(kronecker(first.tensor(u), tensor));
            }
        }
        TransitionTensors joint = TransitionTensors.stationary(
                Tuples.vocabulary(first.vocabulary(), second.vocabulary()),
                Tuples.names(first.model().states(), second.model().states()),
                tensors);
        List<String> prefixes = Tuples.prefixes(List.of(first, second));
        int states = second.model().size();
        List<StateFactor> factors = new ArrayList<>();
        addFactors(factors, prefixes.get(0), first, everyState(joint.size(), s -> s / states));
        addFactors(factors, prefixes.get(1), second, everyState(joint.size(), s -> s % states));
        List<HiddenMarkovProcess> all = new ArrayList<>(List.of(first));
        all.addAll(variants);
        return HiddenMarkovProcess.of(
                name, "chain: the first drives the others; " + Tuples.sources(all), joint, factors);
    }

    /**
     * One of several processes, for ever: not ergodic, so the weights must be given, no law of the chain tells them.
     * Tokens of equal name are one token. Factor {@code component}: its belief is the posterior of the components.
     *
     * @param weights prior of the components, positive, summing to 1
     */
    public static HiddenMarkovProcess mixture(String name, double[] weights, HiddenMarkovProcess... parts) {
        requireParts(name, parts);
        if (weights.length != parts.length
                || !(Math.abs(Arrays.stream(weights).sum() - 1) <= SUM_TOLERANCE)
                || Arrays.stream(weights).anyMatch(w -> !(w > 0))) {
            throw new IllegalArgumentException("mixture " + name + " of " + parts.length
                    + " processes needs as many positive weights of sum 1, got " + Arrays.toString(weights));
        }
        List<String> states = new ArrayList<>();
        List<String> prefixes = Tuples.prefixes(List.of(parts));
        for (int p = 0; p < parts.length; p++) {
            for (String state : parts[p].model().states()) {
                states.add(prefixes.get(p) + "." + state);
            }
        }
        Vocabulary vocabulary = union(parts);
        List<Matrix> tensors = zeros(vocabulary.size(), states.size());
        double[] start = new double[states.size()];
        int[] component = new int[states.size()];
        int offset = 0;
        for (int p = 0; p < parts.length; p++) {
            TransitionTensors model = parts[p].model();
            for (int v = 0; v < model.vocabulary().size(); v++) {
                int token = vocabulary.id(model.vocabulary().token(v));
                place(model.tensor(v), tensors.get(token), offset, offset);
            }
            for (int s = 0; s < model.size(); s++) {
                start[offset + s] = weights[p] * model.start()[s];
                component[offset + s] = p;
            }
            offset += model.size();
        }
        return HiddenMarkovProcess.of(
                name,
                "mixture with weights " + Arrays.toString(weights) + " of " + Tuples.sources(List.of(parts)),
                TransitionTensors.stochastic(vocabulary, states, tensors, start),
                List.of(new StateFactor("component", prefixes, component)));
    }

    /**
     * Processes that take turns: token t comes from part t mod k, and it is known which is first, so whose turn it is
     * is known ever after. Tokens of equal name are one token. Factors: {@code turn}, then each part's hidden state and
     * what it determines. It does not start stationary, since a turn does not.
     */
    public static HiddenMarkovProcess interleaved(String name, HiddenMarkovProcess... parts) {
        requireParts(name, parts);
        Vocabulary vocabulary = union(parts);
        List<String> prefixes = Tuples.prefixes(List.of(parts));
        List<String> states = prefixes;
        double[] together = {1};
        for (HiddenMarkovProcess part : parts) {
            states = Tuples.names(states, part.model().states());
            together = kronecker(row(together), row(part.model().start())).values();
        }
        int each = together.length;
        List<Matrix> tensors = zeros(vocabulary.size(), states.size());
        for (int turn = 0; turn < parts.length; turn++) {
            int next = (turn + 1) % parts.length;
            for (int v = 0; v < parts[turn].vocabulary().size(); v++) {
                int token = vocabulary.id(parts[turn].vocabulary().token(v));
                place(oneMoves(parts, turn, v), tensors.get(token), turn * each, next * each);
            }
        }
        List<StateFactor> factors = new ArrayList<>();
        factors.add(new StateFactor("turn", prefixes, everyState(states.size(), s -> s / each)));
        addEach(factors, prefixes, states.size(), parts);
        return HiddenMarkovProcess.of(
                        name,
                        "in turn " + Tuples.sources(List.of(parts)),
                        TransitionTensors.stochastic(
                                vocabulary, states, tensors, Arrays.copyOf(together, states.size())),
                        factors)
                .withFloors(longest -> JointFloors.inTurn(List.of(parts), longest));
    }

    /** The joint tensor when only the part whose turn it is moves. */
    private static Matrix oneMoves(HiddenMarkovProcess[] parts, int turn, int token) {
        Matrix joint = Matrix.identity(1);
        for (int p = 0; p < parts.length; p++) {
            Matrix own = p == turn
                    ? parts[p].tensor(token)
                    : Matrix.identity(parts[p].model().size());
            joint = kronecker(joint, own);
        }
        return joint;
    }

    private static Vocabulary union(HiddenMarkovProcess... parts) {
        Set<String> tokens = new LinkedHashSet<>();
        for (HiddenMarkovProcess part : parts) {
            tokens.addAll(part.vocabulary().tokens());
        }
        return new Vocabulary(List.copyOf(tokens));
    }

    private static void requireParts(String name, HiddenMarkovProcess... parts) {
        if (parts.length < 2) {
            throw new IllegalArgumentException(name + " needs at least two processes, got " + parts.length);
        }
    }

    /** The factors of parts whose states are the digits of the joint state, the last varying fastest. */
    private static void addEach(
            List<StateFactor> factors, List<String> prefixes, int states, HiddenMarkovProcess... parts) {
        int[] after = new int[parts.length];
        int product = 1;
        for (int p = parts.length - 1; p >= 0; p--) {
            after[p] = product;
            product *= parts[p].model().size();
        }
        for (int p = 0; p < parts.length; p++) {
            int each = after[p];
            int size = parts[p].model().size();
            addFactors(factors, prefixes.get(p), parts[p], everyState(states, s -> s / each % size));
        }
    }

    private static int[] everyState(int states, IntUnaryOperator stateOf) {
        return IntStream.range(0, states).map(stateOf).toArray();
    }

    /** The hidden state of a part and what it determines, as factors of the whole. */
    private static void addFactors(List<StateFactor> factors, String prefix, HiddenMarkovProcess part, int[] stateOf) {
        if (part.model().size() > 1) {
            factors.add(new StateFactor(prefix, part.model().states(), stateOf));
        }
        for (StateFactor factor : part.stateFactors()) {
            int[] values = factor.valueOfState();
            factors.add(new StateFactor(
                    prefix + "." + factor.name(),
                    factor.values(),
                    Arrays.stream(stateOf).map(s -> values[s]).toArray()));
        }
    }

    static List<Matrix> zeros(int tokens, int states) {
        return IntStream.range(0, tokens)
                .mapToObj(v -> Matrix.zeros(states, states))
                .toList();
    }

    /** Writes {@code block} into {@code whole}. */
    static void place(Matrix block, Matrix whole, int row, int column) {
        for (int r = 0; r < block.rows(); r++) {
            for (int c = 0; c < block.columns(); c++) {
                whole.set(row + r, column + c, block.get(r, c));
            }
        }
    }
}
