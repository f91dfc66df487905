package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.progress.Progress;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;
import org.assay.symbolic.cost.DescriptionLength;
import org.assay.symbolic.program.Program;
import org.assay.symbolic.program.Unembedding;

/**
 * What a fitted program must beat: programs that know only the last tokens, fitted to the same answers and no longer than it is.
 * Each control spends the whole budget if it can: the price of its parts is chosen, above or below what they are worth at N, such
 * that it loses least among those that were tried and are short enough.
 *
 * <ul>
 *   <li>bigram: the last token votes
 *   <li>votes: each of the last tokens votes on its own
 *   <li>context tree: one label for each suffix in a set of suffixes of any length, which alone votes
 * </ul>
 */
public final class SameLength {
    /** How many last tokens vote, and the longest suffix of a tree. */
    public static final int REACH = 6;

    /** Votes of several tokens are fitted on at most about so many rows, of evenly spread sequences. */
    public static final int MOST_ROWS = 8192;

    /** Labels times tokens: the tables of a fit of that many votes take some hundred megabytes. */
    private static final int MOST_VOTES = 1 << 22;

    private static final String TASK = "programs of the same length";

    /** Prices of votes and of leaves are tried in steps, so many to a factor of 2. */
    private static final int VOTE_STEPS = 16;

    private static final int LEAF_STEPS = 2;

    /** Votes are priced for 2^-10 to 2^6 times N observations. */
    private static final int FEWEST = -10 * VOTE_STEPS;

    private static final int MOST = 6 * VOTE_STEPS;

    /** Leaves cost 2^4 to 2^-8 times what a law costs that is said in full. */
    private static final int DEAREST = 4 * LEAF_STEPS;

    private static final int CHEAPEST = -8 * LEAF_STEPS;
    private static final int STAGES = DEAREST - CHEAPEST + 3;

    private final double mostNats;
    private final ContextSet contexts;
    private final NextTokenTable table;
    private final Vocabulary vocabulary;
    private final double observations;
    private final Numerics numerics;
    private final Progress progress;

    /** A program that is no longer than the budget. */
    public record Control(String name, Program program) {}

    /** @param loss cross-entropy on the rows that it was fitted on */
    private record Candidate(Program program, double loss) {}

    private SameLength(
            double mostNats,
            ContextSet contexts,
            NextTokenTable table,
            Vocabulary vocabulary,
            double observations,
            Numerics numerics,
            Progress progress) {
        this.mostNats = mostNats;
        this.contexts = contexts;
        this.table = table;
        this.vocabulary = vocabulary;
        this.observations = observations;
        this.numerics = numerics;
        this.progress = progress;
    }

    /**
     * @param mostNats     the budget, by {@link DescriptionLength} at {@code observations}
     * @param contexts     what the fitted program was fitted on
     * @param table        what the network answers there
     * @param observations N, at least 2
     * @return bigram, votes, context tree; without those that no price makes short enough, and those whose tables would
     *     not fit in memory because there are so many tokens
     */
    public static List<Control> of(
            double mostNats,
            ContextSet contexts,
            NextTokenTable table,
            Vocabulary vocabulary,
            double observations,
            Numerics numerics,
            Progress progress) {
        return new SameLength(mostNats, contexts, table, vocabulary, observations, numerics, progress).run();
    }

    private List<Control> run() {
        List<Control> controls = new ArrayList<>();
        progress.at(TASK, 0, STAGES, "bigram");
        Windows all = windows(contexts, table, 1);
        voting(all, 1).ifPresent(best -> controls.add(new Control("bigram", best.program())));
        progress.at(TASK, 1, STAGES, "votes");
        voting(few(), REACH).ifPresent(best -> controls.add(new Control("votes", best.program())));
        trees().ifPresent(best -> controls.add(new Control("context tree", best.program())));
        progress.at(TASK, STAGES, STAGES, controls.size() + " programs");
        return controls;
    }

    private static Windows windows(ContextSet contexts, NextTokenTable table, int reach) {
        return Windows.of(contexts, table, IntStream.range(0, contexts.rows()).toArray(), reach);
    }

    /** The windows of every so manieth sequence. */
    private Windows few() {
        int step = (contexts.rows() + MOST_ROWS - 1) / MOST_ROWS;
        int[] rows = IntStream.range(0, contexts.rows())
                .filter(row -> contexts.rowSequence(row) % step == 0)
                .toArray();
        return Windows.of(contexts, table, rows, REACH);
    }

    private Optional<Candidate> voting(Windows windows, int reach) {
        Taxonomy tokens = Taxonomy.of(ProgramDraft.ownLabels(vocabulary), List.of(), Set.of(), (level, members) -> "");
        Taxonomy none = Taxonomy.of(List.of(), List.of(), Set.of(), (level, members) -> "");
        ProgramDraft draft = new ProgramDraft(vocabulary, tokens, reach);
        if (isLarge(reach * (vocabulary.size() + 1))) {
            return Optional.empty();
        }
        Slots.Builder slots = new Slots.Builder(windows);
        for (int offset = 0; offset < reach; offset++) {
            slots.offset(offset, tokens, draft::label);
        }
        return cheapest(slots.build(), unembedding -> draft.program(none, List.of(), unembedding));
    }

    /** Trees grow as leaves get cheaper, until they have more leaves than the budget has weights. */
    private Optional<Candidate> trees() {
        Windows windows = windows(contexts, table, REACH);
        double weight = StrictMath.log(observations) / 2;
        Candidate best = null;
        for (int step = DEAREST; step >= CHEAPEST; step--) {
            progress.at(TASK, 2 + DEAREST - step, STAGES, "context tree");
            double leaf = (vocabulary.size() - 1) * weight * StrictMath.pow(2, (double) step / LEAF_STEPS);
            ContextTree tree = ContextTree.of(windows, vocabulary, observations, leaf);
            if (tree.leaves() * weight > mostNats || isLarge(tree.leaves() + vocabulary.size())) {
                break;
            }
            Optional<Candidate> sparse = cheapest(tree.slots(), tree::program);
            best = sparse.isPresent() ? better(best, sparse.get()) : best;
        }
        return Optional.ofNullable(best);
    }

    /** The program whose votes are priced as low as the budget lets them be, by halving between the dearest and the cheapest price. */
    private Optional<Candidate> cheapest(Slots slots, Function<Unembedding, Program> written) {
        if (!isShort(written.apply(Unembedding.uniform()))) {
            return Optional.empty();
        }
        Candidate best = null;
        int enough = FEWEST - 1;
        int tooLong = MOST + 1;
        while (tooLong - enough > 1) {
            int step = Math.floorDiv(enough + tooLong, 2);
            double priced = Math.max(2, observations * StrictMath.pow(2, (double) step / VOTE_STEPS));
            Unembedding unembedding = Votes.fit(slots, priced, numerics);
            Program program = written.apply(unembedding);
            if (isShort(program)) {
                best = better(best, new Candidate(program, slots.loss(unembedding)));
                enough = step;
            } else {
                tooLong = step;
            }
        }
        return Optional.ofNullable(best);
    }

    private boolean isLarge(int labels) {
        return (long) labels * vocabulary.size() > MOST_VOTES;
    }

    private boolean isShort(Program program) {
        return DescriptionLength.of(program, observations) <= mostNats;
    }

    private static Candidate better(Candidate one, Candidate other) {
        return one == null || other.loss() < one.loss() ? other : one;
    }
}
