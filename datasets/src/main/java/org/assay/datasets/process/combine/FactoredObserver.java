package org.assay.datasets.process.combine;

import java.util.List;
import org.assay.datasets.origin.Draws;
import org.assay.datasets.process.GeneratingProcess;
import org.assay.datasets.process.Observer;
import org.assay.datasets.process.RuleReading;

/** One observer per part; a token is a number whose digits are theirs, the last part's the fastest. */
final class FactoredObserver implements Observer {
    private final Observer[] parts;
    private final double[][] laws;
    private final int[] firstFactor;

    FactoredObserver(List<GeneratingProcess> processes) {
        this.parts = processes.stream().map(GeneratingProcess::observer).toArray(Observer[]::new);
        this.laws = processes.stream()
                .map(part -> new double[part.vocabulary().size()])
                .toArray(double[][]::new);
        this.firstFactor = new int[parts.length + 1];
        for (int p = 0; p < parts.length; p++) {
            firstFactor[p + 1] = firstFactor[p] + processes.get(p).factors().size();
        }
    }

    private FactoredObserver(Observer[] parts, double[][] laws, int[] firstFactor) {
        this.parts = parts;
        this.laws = laws;
        this.firstFactor = firstFactor;
    }

    @Override
    public void restart() {
        for (Observer part : parts) {
            part.restart();
        }
    }

    @Override
    public int tokensRead() {
        return parts[0].tokensRead();
    }

    @Override
    public void read(int token) {
        int rest = token;
        for (int p = parts.length - 1; p >= 0; p--) {
            parts[p].read(rest % laws[p].length);
            rest /= laws[p].length;
        }
    }

    @Override
    public void next(double[] law) {
        law[0] = 1;
        int filled = 1;
        for (int p = 0; p < parts.length; p++) {
            double[] own = laws[p];
            parts[p].next(own);
            for (int before = filled - 1; before >= 0; before--) {
                double share = law[before];
                for (int v = own.length - 1; v >= 0; v--) {
                    law[before * own.length + v] = share * own[v];
                }
            }
            filled *= own.length;
        }
    }

    @Override
    public int draw(Draws draws) {
        int token = 0;
        for (int p = 0; p < parts.length; p++) {
            token = token * laws[p].length + parts[p].draw(draws);
        }
        return token;
    }

    @Override
    public int emittingRule() {
        return -1;
    }

    @Override
    public int winningRule() {
        return -1;
    }

    @Override
    public void factor(int factor, double[] values) {
        int p = 0;
        while (factor >= firstFactor[p + 1]) {
            p++;
        }
        parts[p].factor(factor - firstFactor[p], values);
    }

    @Override
    public List<RuleReading> readings() {
        return List.of();
    }

    @Override
    public Observer copy() {
        Observer[] copies = new Observer[parts.length];
        double[][] room = new double[parts.length][];
        for (int p = 0; p < parts.length; p++) {
            copies[p] = parts[p].copy();
            room[p] = new double[laws[p].length];
        }
        return new FactoredObserver(copies, room, firstFactor);
    }
}
