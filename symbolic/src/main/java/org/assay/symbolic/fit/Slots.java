package org.assay.symbolic.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.symbolic.program.Unembedding;

/**
 * What the unembedding of a program can see of a window: in each slot (an offset, or the class) one symbol, and for each symbol
 * the labels that are active with it. Windows that show the same symbols are put together.
 *
 * @param labels  all labels that may vote
 * @param active  [slot][symbol] the labels that are active where the slot holds the symbol
 * @param symbols [group][slot] the symbol
 * @param weights [group] share of the rows
 * @param laws    [group] mean law of the rows
 */
record Slots(List<String> labels, int[][][] active, int[][] symbols, double[] weights, double[][] laws) {
    /** What an unembedding of these labels loses: cross-entropy, nats per token. */
    double loss(Unembedding unembedding) {
        double loss = 0;
        for (int g = 0; g < weights.length; g++) {
            double[] logits = new double[laws[g].length];
            unembedding.bias().forEach((v, weight) -> logits[v] += weight);
            for (int slot = 0; slot < active.length; slot++) {
                for (int label : active[slot][symbols[g][slot]]) {
                    unembedding
                            .votes()
                            .getOrDefault(labels.get(label), Collections.emptySortedMap())
                            .forEach((v, weight) -> logits[v] += weight);
                }
            }
            double[] law = new double[logits.length];
            Votes.exponentials(logits, law);
            Items.scale(law, 1 / Arrays.stream(law).sum());
            loss += weights[g] * Information.crossEntropy(laws[g], Information.smoothed(law));
        }
        return loss;
    }

    /** Collects the slots of a set of windows. */
    static final class Builder {
        private final Windows windows;
        private final List<String> labels = new ArrayList<>();
        private final List<int[][]> active = new ArrayList<>();
        private final List<int[]> symbolOfWindow = new ArrayList<>();

        Builder(Windows windows) {
            this.windows = windows;
        }

        /** The slot of the symbol at {@code offset}: a token, or nothing before the first token. */
        Builder offset(int offset, Taxonomy tokens, Classes.Wording wording) {
            int symbols = offset == 0 ? tokens.leaves() : tokens.leaves() + 1;
            int first = labels.size();
            for (int node = 0; node < tokens.nodes(); node++) {
                labels.add(wording.label(offset, node));
            }
            int[][] its = new int[symbols][];
            for (int token = 0; token < tokens.leaves(); token++) {
                its[token] = Arrays.stream(tokens.chain(token))
                        .map(node -> first + node)
                        .toArray();
            }
            if (offset > 0) {
                its[tokens.leaves()] = new int[] {labels.size()};
                labels.add(wording.label(offset, tokens.nodes()));
            }
            active.add(its);
            int[] ofWindow = new int[windows.size()];
            Arrays.setAll(ofWindow, w -> windows.symbol(w, offset));
            symbolOfWindow.add(ofWindow);
            return this;
        }

        /** The slot of the class of each window. */
        Builder classes(Taxonomy classes, int[] classOfWindow) {
            int first = labels.size();
            for (int node = 0; node < classes.nodes(); node++) {
                labels.add(classes.name(node));
            }
            int[][] its = new int[classes.leaves()][];
            for (int c = 0; c < its.length; c++) {
                its[c] = Arrays.stream(classes.chain(c))
                        .map(node -> first + node)
                        .toArray();
            }
            active.add(its);
            symbolOfWindow.add(classOfWindow);
            return this;
        }

        Slots build() {
            Map<List<Integer>, Integer> known = new HashMap<>();
            List<int[]> symbols = new ArrayList<>();
            int[] group = new int[windows.size()];
            for (int w = 0; w < group.length; w++) {
                int[] shown = new int[active.size()];
                for (int slot = 0; slot < shown.length; slot++) {
                    shown[slot] = symbolOfWindow.get(slot)[w];
                }
                List<Integer> key = Arrays.stream(shown).boxed().toList();
                Integer at = known.get(key);
                if (at == null) {
                    at = symbols.size();
                    known.put(key, at);
                    symbols.add(shown);
                }
                group[w] = at;
            }
            double[] weights = new double[symbols.size()];
            double[][] laws = new double[symbols.size()][windows.vocabulary()];
            for (int w = 0; w < group.length; w++) {
                weights[group[w]] += windows.weight(w);
                Items.addScaled(laws[group[w]], windows.law(w), windows.weight(w));
            }
            for (int g = 0; g < weights.length; g++) {
                Items.scale(laws[g], weights[g] > 0 ? 1 / weights[g] : 0);
            }
            return new Slots(
                    List.copyOf(labels), active.toArray(int[][][]::new), symbols.toArray(int[][]::new), weights, laws);
        }
    }
}
