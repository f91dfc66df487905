package org.assay.datasets.language;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.Intervention;
import org.assay.datasets.model.NextTokenTable;
import org.assay.datasets.origin.ContentHash;
import org.assay.datasets.process.Factor;
import org.assay.datasets.process.Floors;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.ObservedProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleDescription;
import org.assay.datasets.process.SampledFloors;
import org.assay.datasets.sequence.ContextSet;

/**
 * A process interrupted by spans whose tokens it may emit itself, so that whether a span is open is hidden: a bracket may be
 * noise. The process reads every token, in spans too. From its second token on a span opens with some probability; inside come
 * 1 to n uniform tokens of one set, equally many as drawn, then the closing token, then one uniform token of another set.
 *
 * <p>The belief over {outside, behind a span, inside after 0 .. n tokens} is a forward recursion: with c(k) the probability that
 * a span of k tokens so far is over,
 * <pre>
 * b'(outside)    ~ b(outside) (1 - p) P(x) + b(behind) then(x)
 * b'(inside 0)   ~ b(outside) p [x opens]
 * b'(inside k+1) ~ b(inside k) (1 - c(k)) content(x)
 * b'(behind)     ~ sum over k of b(inside k) c(k) [x closes]
 * </pre>
 *
 * <p>Factors: those of the process, and {@code span}, the belief. Rules: those of the process with what is left to them, then
 * {@code span-open}, {@code span-content}, {@code span-close} and {@code span-then}; the rule that wins is that of the most
 * probable state, the first of equals.
 */
public final class HiddenSpans extends ObservedProcess {
    /** Of the sum of a belief that takes the place of another. */
    private static final double LAW_TOLERANCE = 1e-9;

    static final int OUTSIDE = 0;
    static final int BEHIND = 1;
    static final int INSIDE = 2;

    private final GeneratingProcess inner;
    private final Shape shape;

    /**
     * What spans look like, in ids of the vocabulary of the process.
     *
     * @param open        token that begins a span
     * @param close       token that ends it
     * @param probability of opening where none is open, in (0, 1)
     * @param lengths     numbers of tokens inside, equally likely, each at least 1
     * @param content     tokens that come inside, equally likely
     * @param then        tokens that come behind, equally likely
     */
    public record Shape(
            int open, int close, double probability, List<Integer> lengths, List<Integer> content, List<Integer> then) {
        public Shape {
            lengths = lengths.stream().sorted().toList();
            content = content.stream().distinct().toList();
            then = then.stream().distinct().toList();
            if (open == close || !(probability > 0 && probability < 1)) {
                throw new IllegalArgumentException("a span needs two tokens and a probability in (0, 1), got " + open
                        + ", " + close + " and " + probability);
            }
            if (lengths.isEmpty() || lengths.get(0) < 1 || content.isEmpty() || then.isEmpty()) {
                throw new IllegalArgumentException(
                        "a span needs lengths of at least 1 and tokens inside and behind, got " + lengths + ", "
                                + content + " and " + then);
            }
        }

        int longest() {
            return lengths.get(lengths.size() - 1);
        }

        /** The probability that a span is over that has held {@code contents} tokens. */
        double over(int contents) {
            long open = lengths.stream().filter(length -> length >= contents).count();
            long over = lengths.stream().filter(length -> length == contents).count();
            return open == 0 ? 0 : (double) over / open;
        }
    }

    private HiddenSpans(String name, String source, GeneratingProcess inner, Shape shape) {
        super(
                name,
                "hidden-spans",
                source,
                inner.vocabulary(),
                Stream.concat(inner.factors().stream(), Stream.of(new Factor("span", states(shape), true)))
                        .toList(),
                OptionalInt.of(inner.factors().size()),
                descriptions(inner, shape));
        this.inner = inner;
        this.shape = shape;
    }

    /**
     * {@code inner} with spans.
     *
     * @param inner made of rules, and accepting every token at every position, as rule languages without brackets do
     */
    public static HiddenSpans of(String name, String source, GeneratingProcess inner, Shape shape) {
        if (inner.rules().isEmpty()) {
            throw new IllegalArgumentException(
                    "spans are hidden in a language of rules, " + inner.name() + " has none");
        }
        return new HiddenSpans(name, source, inner, shape);
    }

    private static List<String> states(Shape shape) {
        return Stream.concat(
                        Stream.of("outside", "behind"),
                        IntStream.rangeClosed(0, shape.longest()).mapToObj(k -> "inside-" + k))
                .toList();
    }

    private static List<RuleDescription> descriptions(GeneratingProcess inner, Shape shape) {
        List<RuleDescription> all = new ArrayList<>(inner.ruleDescriptions());
        String open = inner.vocabulary().token(shape.open);
        String close = inner.vocabulary().token(shape.close);
        all.add(new RuleDescription("span-open", "bracket", "outside a span", open + " " + shape.probability));
        all.add(new RuleDescription("span-content", "bracket", "inside a span", named(inner, shape.content)));
        all.add(new RuleDescription("span-close", "bracket", "after " + shape.lengths + " tokens", close));
        all.add(new RuleDescription("span-then", "bracket", "behind a span", named(inner, shape.then)));
        return all;
    }

    private static String named(GeneratingProcess inner, List<Integer> tokens) {
        return inner.vocabulary()
                .decode(tokens.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The process that is interrupted. */
    GeneratingProcess inner() {
        return inner;
    }

    Shape shape() {
        return shape;
    }

    @Override
    public ContentHash id() {
        return new ContentHash.Builder()
                .add(kind())
                .add(name())
                .add(inner.id().hex())
                .add(shape.toString())
                .build();
    }

    @Override
    public Observer observer() {
        return new HiddenSpanObserver(this);
    }

    /**
     * The law at every row when {@code span} has another belief there, or a factor of the process another value while the
     * belief stays as it is.
     */
    @Override
    public NextTokenTable run(ContextSet contexts, Intervention intervention) {
        int factor = factorAt(intervention.site());
        Matrix laws = Matrix.zeros(contexts.rows(), vocabulary().size());
        double[] law = new double[laws.columns()];
        if (factor < inner.factors().size()) {
            Matrix changed = inner.run(contexts, intervention).probabilities();
            walk(contexts, (row, observer) -> {
                HiddenSpanObserver reader = (HiddenSpanObserver) observer;
                reader.write(reader.belief(), changed.row(row), law);
                System.arraycopy(law, 0, laws.values(), row * law.length, law.length);
            });
            return new NextTokenTable(contexts.id(), laws);
        }
        Matrix beliefs = intervention.replacement();
        int states = factors().get(factor).cardinality();
        if (intervention.basis().isPresent() || beliefs.rows() != contexts.rows() || beliefs.columns() != states) {
            throw new IllegalArgumentException("process " + name() + " needs " + contexts.rows() + " beliefs over "
                    + states + " states of a span, got " + beliefs);
        }
        walk(contexts, (row, observer) -> {
            double[] belief = beliefs.row(row);
            requireLaw(belief, row, LAW_TOLERANCE);
            HiddenSpanObserver reader = (HiddenSpanObserver) observer;
            reader.write(belief, reader.innerLaw(), law);
            System.arraycopy(law, 0, laws.values(), row * law.length, law.length);
        });
        return new NextTokenTable(contexts.id(), laws);
    }

    /** Enumerated for the first lengths, then sampled. */
    @Override
    public Floors floors(int longest) {
        return SampledFloors.of(this, longest);
    }
}
