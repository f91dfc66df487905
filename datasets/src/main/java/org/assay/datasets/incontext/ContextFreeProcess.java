package org.assay.datasets.incontext;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.assay.datasets.origin.Seed;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Floors;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.SampledFloors;
import org.assay.datasets.sequence.Vocabulary;

/**
 * Sentences of a probabilistic context-free grammar, each followed by {@code <eos>}, one after the other and independent. The law
 * of the next token is the ratio of two prefix probabilities, exact (Stolcke 1995).
 *
 * <p>Own factors, in a layered grammar only: {@code height-1} and so on, the belief over the ancestor of the next token at that
 * height, {@code end} where the sentence ends instead (what Allen-Zhu and Li 2023, read from hidden states).
 */
public final class ContextFreeProcess extends InContextProcess {
    private static final int SAMPLE = 30_000;

    private final ItemTable table;
    /** For each own factor, the nonterminals of its height. */
    private final List<int[]> levels;

    private ContextFreeProcess(String name, String source, ContextFreeGrammar grammar, List<int[]> levels) {
        super(
                name,
                "grammar",
                source,
                vocabulary(grammar),
                "context-free " + grammar.terminals() + " " + grammar.nonterminals() + " " + grammar.productions(),
                own(grammar, levels),
                OptionalInt.empty());
        this.table = new ItemTable(grammar);
        this.levels = levels;
    }

    private static Vocabulary vocabulary(ContextFreeGrammar grammar) {
        List<String> tokens = new ArrayList<>(grammar.terminals());
        tokens.add("<eos>");
        return new Vocabulary(tokens);
    }

    private static List<int[]> levels(ContextFreeGrammar grammar) {
        List<Integer> heights = grammar.heights();
        int highest = heights.stream().mapToInt(Integer::intValue).max().orElse(0);
        return IntStream.rangeClosed(1, highest)
                .mapToObj(height -> IntStream.range(0, heights.size())
                        .filter(n -> heights.get(n) == height)
                        .toArray())
                .toList();
    }

    private static List<Factor> own(ContextFreeGrammar grammar, List<int[]> levels) {
        List<Factor> own = new ArrayList<>();
        for (int height = 1; height <= levels.size(); height++) {
            List<String> values = new ArrayList<>();
            for (int nonterminal : levels.get(height - 1)) {
                values.add(grammar.nonterminals().get(nonterminal));
            }
            values.add("end");
            own.add(new Factor("height-" + height, values, true));
        }
        return own;
    }

    /** The process of a grammar; {@code <eos>} must not be a terminal of it. */
    public static ContextFreeProcess of(String name, String source, ContextFreeGrammar grammar) {
        return new ContextFreeProcess(name, source, grammar, levels(grammar));
    }

    /** A random grammar in the manner of cfg3 with {@code levels} levels of productions, {@code rules} for each nonterminal. */
    public static ContextFreeProcess cfg3(String name, Seed seed, int levels, int rules) {
        String source = "after cfg3 of Allen-Zhu and Li 2023, arXiv 2305.13673, " + levels + " levels, " + rules
                + " rules each, seed " + seed;
        return of(name, source, ContextFreeGrammar.cfg3(seed, levels, rules));
    }

    /** Sums of products with brackets, left-recursive; each choice goes on with probability {@code more}. */
    public static ContextFreeProcess arithmetic(String name, double more) {
        return of(name, "Aho, Sethi and Ullman, Compilers, 1986, more = " + more, ContextFreeGrammar.arithmetic(more));
    }

    @Override
    public Observer observer() {
        return new Reader(this);
    }

    @Override
    public Floors floors(int longest) {
        return SampledFloors.of(this, longest, SAMPLE);
    }

    private static final class Reader extends InContextObserver {
        private final ContextFreeProcess process;
        private final PrefixChart chart;

        Reader(ContextFreeProcess process) {
            super(process);
            this.process = process;
            this.chart = new PrefixChart(process.table);
        }

        private Reader(Reader other) {
            super(other);
            this.process = other.process;
            this.chart = other.chart.copy();
        }

        @Override
        void reset() {
            chart.restart();
        }

        @Override
        public void next(double[] law) {
            System.arraycopy(chart.law(), 0, law, 0, law.length);
        }

        @Override
        void advance(int token) {
            if (!(chart.law()[token] > 0)) {
                throw refusal(token);
            }
            if (token == vocabularySize() - 1) {
                chart.restart();
            } else {
                chart.read(token);
            }
        }

        @Override
        void own(int own, double[] values) {
            double[] belief = chart.ancestors(own + 1)[own];
            int[] level = process.levels.get(own);
            for (int i = 0; i < level.length; i++) {
                values[i] = belief[level[i]];
            }
            values[level.length] = chart.law()[vocabularySize() - 1];
        }

        @Override
        public Observer copy() {
            return new Reader(this);
        }
    }
}
