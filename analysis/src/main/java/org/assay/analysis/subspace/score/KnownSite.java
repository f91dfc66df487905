package org.assay.analysis.subspace.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assay.analysis.subspace.KnownFactor;
import org.assay.datasets.matrix.Matrix;
import org.assay.datasets.model.InstrumentedModel;
import org.assay.datasets.model.Site;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.sequence.ContextSet;

/**
 * The factors that a process knows of contexts, and two that every network holds whether the process speaks of them or not: the
 * position, and whether the last token is a special one (begin, end, separator, padding) or the first of its sequence.
 */
public final class KnownSite {
    /** The last token that a row has seen. */
    public static final String CURRENT_TOKEN = "current-token";

    /** The token before it. */
    public static final String PREVIOUS_TOKEN = "previous-token";

    /** How many tokens come before the last one; takes the place of a coarser position of the process. */
    public static final String POSITION = "position";

    /** Whether the last token is special, or the first of its sequence. */
    public static final String SPECIAL = "special-token";

    private static final Set<String> SPECIAL_TOKENS =
            Set.of("<bos>", "<eos>", "<sep>", "<pad>", "bos", "eos", "sep", "pad", "<s>", "</s>");

    /** Probabilities and indicators that differ by less are equal. */
    private static final double ROUNDING = 1e-9;

    private static final String FACTOR = "factor.";

    private KnownSite() {}

    /** What {@code network} holds at {@code site}, with the factors of its contexts. */
    public static KnownActivations of(
            InstrumentedModel network, Site site, GeneratingProcess process, ContextSet contexts) {
        return new KnownActivations(
                network.record(contexts, site).values(), contexts.weights(), factors(process, contexts));
    }

    /** Belief and factors of the process, the position and the special tokens: those that vary, each once under its first name. */
    public static List<KnownFactor> factors(GeneratingProcess process, ContextSet contexts) {
        Map<String, Matrix> factors = new LinkedHashMap<>();
        for (Site site : process.sites()) {
            String name = nameOf(site);
            Matrix values = process.record(contexts, site).values();
            if (!name.equals(POSITION) && varies(values) && !factors.containsValue(values)) {
                factors.put(name, values);
            }
        }
        List<KnownFactor> known = new ArrayList<>();
        factors.forEach((name, values) -> known.add(KnownFactor.recorded(name, values)));
        int[] position = new int[contexts.rows()];
        int[] special = new int[contexts.rows()];
        for (int r = 0; r < position.length; r++) {
            position[r] = contexts.rowPosition(r);
            String token = process.vocabulary().token(contexts.sequence(contexts.rowSequence(r))[position[r]]);
            special[r] = position[r] == 0 || SPECIAL_TOKENS.contains(token.toLowerCase(Locale.ROOT)) ? 1 : 0;
        }
        add(known, POSITION, position, contexts.longest());
        add(known, SPECIAL, special, 2);
        return known;
    }

    private static void add(List<KnownFactor> factors, String name, int[] values, int cardinality) {
        if (Arrays.stream(values).distinct().count() > 1) {
            factors.add(KnownFactor.discrete(name, values, cardinality));
        }
    }

    /** Names of the values of factors, in order, by name of the factor. */
    public static Map<String, List<String>> valueNames(GeneratingProcess process, ContextSet contexts) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (Site site : process.sites()) {
            names.put(
                    nameOf(site),
                    process.record(contexts.select(new int[] {0}), site).directions());
        }
        names.put(
                POSITION,
                IntStream.range(0, contexts.longest())
                        .mapToObj(Integer::toString)
                        .toList());
        names.put(SPECIAL, List.of("no", "yes"));
        return names;
    }

    private static String nameOf(Site site) {
        return site.name().startsWith(FACTOR) ? site.name().substring(FACTOR.length()) : site.name();
    }

    private static boolean varies(Matrix values) {
        for (int i = 0; i < values.values().length; i++) {
            if (Math.abs(values.values()[i] - values.values()[i % values.columns()]) > ROUNDING) {
                return true;
            }
        }
        return false;
    }
}
