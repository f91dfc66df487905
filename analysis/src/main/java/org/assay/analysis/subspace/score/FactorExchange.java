package org.assay.analysis.subspace.score;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.assay.analysis.explain.Answer;
import org.assay.analysis.subspace.Partition;
import org.assay.analysis.subspace.RandomSubspace;
import org.assay.analysis.subspace.Subspace;
import org.assay.datasets.origin.Seed;

/**
 * The exchange of the block that holds most of a factor beyond chance, beside its controls.
 *
 * @param block         which was chosen on the rows that choose
 * @param effect        of its exchange
 * @param random        mean over random blocks of its size: cause, and cause and isolation together where both can be asked
 * @param ceiling       the same of the block of a ceiling that holds most of the factor; empty without ceilings
 * @param naturalness   see {@link Naturalness}
 */
public record FactorExchange(
        int block, Interchange.Effect effect, Control random, Map<String, Control> ceiling, double naturalness) {

    /** @param disentangled empty where isolation cannot be asked */
    public record Control(double cause, OptionalDouble disentangled) {}

    static Map<String, FactorExchange> of(
            Interchange interchange,
            PartitionQuestion question,
            List<String> names,
            int[] mostOf,
            FactorCovariances choice,
            int draws,
            Seed seed) {
        Map<String, FactorExchange> exchanges = new LinkedHashMap<>();
        for (int k = 0; k < names.size(); k++) {
            String name = names.get(k);
            Subspace block = question.partition().block(mostOf[k]);
            Answer<Interchange.Effect> effect = interchange.effect(name, block);
            if (effect.toOptional().isEmpty()) {
                continue;
            }
            Map<String, Control> ceilings = new LinkedHashMap<>();
            for (Map.Entry<String, Partition> ceiling : question.ceilings().entrySet()) {
                int most = CaptureMatrix.of(ceiling.getValue(), choice).blockAboveChance(k);
                ceilings.put(
                        ceiling.getKey(),
                        control(interchange
                                .effect(name, ceiling.getValue().block(most))
                                .get()));
            }
            exchanges.put(
                    name,
                    new FactorExchange(
                            mostOf[k],
                            effect.get(),
                            random(interchange, name, block, draws, seed.child(name)),
                            ceilings,
                            Naturalness.of(interchange, name, block)));
        }
        return exchanges;
    }

    /** {@code (x - random) / (ceiling - random)}, x cause and isolation together; empty where the ceiling is no better than random. */
    public OptionalDouble normalised(String ceilingName) {
        Control top = ceiling.get(ceilingName);
        if (top == null
                || top.disentangled().isEmpty()
                || random.disentangled().isEmpty()
                || effect.disentangled().isEmpty()
                || top.disentangled().getAsDouble() <= random.disentangled().getAsDouble()) {
            return OptionalDouble.empty();
        }
        double floor = random.disentangled().getAsDouble();
        return OptionalDouble.of((effect.disentangled().getAsDouble() - floor)
                / (top.disentangled().getAsDouble() - floor));
    }

    private static Control control(Interchange.Effect effect) {
        return new Control(effect.cause(), effect.disentangled());
    }

    private static Control random(Interchange interchange, String name, Subspace block, int draws, Seed seed) {
        List<Interchange.Effect> effects = IntStream.range(0, draws)
                .mapToObj(i -> interchange
                        .effect(name, RandomSubspace.of(block.mean(), block.dimensions(), seed.child(i)))
                        .get())
                .toList();
        double cause = effects.stream()
                .mapToDouble(Interchange.Effect::cause)
                .average()
                .orElseThrow();
        OptionalDouble both = effects.stream()
                .filter(effect -> effect.disentangled().isPresent())
                .mapToDouble(effect -> effect.disentangled().getAsDouble())
                .average();
        return new Control(cause, both);
    }
}
