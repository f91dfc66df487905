package org.assay.datasets.incontext;

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
import org.assay.datasets.process.ObservedProcess;
import org.assay.datasets.process.SampledFloors;
import org.assay.datasets.sequence.ContextSet;
import org.assay.datasets.sequence.Vocabulary;

/**
 * A process whose hidden state is drawn once per sequence, so that what a token means is learned from the tokens before it.
 * The first two factors of every one are {@code current-token} and {@code previous-token}, with the value {@code none} before
 * the first and second token; the others are its own. A kind adds its observer and its own factors.
 */
public abstract class InContextProcess extends ObservedProcess {
    /** Index of the first factor that is not common to all. */
    static final int OWN = 2;

    static final String NONE = "none";

    private static final double LAW_TOLERANCE = 1e-6;
    private static final int SAMPLE = 300_000;

    private final String definition;

    /**
     * @param definition everything that the process is made of, as text: equal texts, equal processes
     * @param own        its factors besides the two common ones
     * @param belief     index among {@code own} of the factor that is the belief over the whole hidden state, where one is
     */
    protected InContextProcess(
            String name,
            String kind,
            String source,
            Vocabulary vocabulary,
            String definition,
            List<Factor> own,
            OptionalInt belief) {
        super(
                name,
                kind,
                source,
                vocabulary,
                withCommon(vocabulary, own),
                belief.isPresent() ? OptionalInt.of(OWN + belief.getAsInt()) : belief,
                List.of());
        this.definition = definition;
    }

    private static List<Factor> withCommon(Vocabulary vocabulary, List<Factor> own) {
        List<String> tokens = withNone(vocabulary.tokens());
        List<Factor> all = new ArrayList<>();
        all.add(new Factor("current-token", tokens, false));
        all.add(new Factor("previous-token", tokens, false));
        all.addAll(own);
        return all;
    }

    static List<String> withNone(List<String> values) {
        return Stream.concat(values.stream(), Stream.of(NONE)).toList();
    }

    /** {@code prefix}0 .. {@code prefix}(count-1). */
    static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    @Override
    public final ContentHash id() {
        return new ContentHash.Builder()
                .add(kind())
                .add(name())
                .add(String.join(" ", vocabulary().tokens()))
                .add(definition)
                .build();
    }

    /**
     * The exact laws when one factor has other values than the contexts give it: the interchange target. Accepts replacement of
     * a whole factor that can be changed alone, rows of the replacement being laws over its values within 1e-6.
     */
    @Override
    public final NextTokenTable run(ContextSet contexts, Intervention intervention) {
        int factor = factorAt(intervention.site());
        Matrix replacement = intervention.replacement();
        int values = factors().get(factor).cardinality();
        if (intervention.basis().isPresent()
                || replacement.rows() != contexts.rows()
                || replacement.columns() != values) {
            throw new IllegalArgumentException("process " + name() + " can be edited at a whole factor only: "
                    + contexts.rows() + " laws over " + values + " values wanted, got " + replacement);
        }
        Matrix table = Matrix.zeros(contexts.rows(), vocabulary().size());
        double[] law = new double[vocabulary().size()];
        walk(contexts, (row, observer) -> {
            double[] value = replacement.row(row);
            requireLaw(value, row, LAW_TOLERANCE);
            ((InContextObserver) observer).nextGiven(factor, value, law);
            System.arraycopy(law, 0, table.values(), row * law.length, law.length);
        });
        return new NextTokenTable(contexts.id(), table);
    }

    /** Enumerated for the first lengths, then sampled. */
    @Override
    public Floors floors(int longest) {
        return SampledFloors.of(this, longest, SAMPLE);
    }
}
